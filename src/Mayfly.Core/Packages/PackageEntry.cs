namespace Mayfly.Core.Packages;

/// <summary>One file, folder or symbolic link of a package that passed every check.</summary>
/// <param name="Path">Relative, with slashes, without "." and "..", no slash at the end.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Executable">True when the archive says that somebody may execute it.</param>
/// <param name="Modified">Kept on disk, because Python compares it with what a compiled module remembers.</param>
/// <param name="Record">Where its bytes are in the archive.</param>
/// <param name="LinkTarget">Where a link points; never outside of the package.</param>
internal sealed record PackageEntry(string Path, PackageEntryKind Kind, bool Executable, DateTime Modified, Zip.ZipRecord Record, string? LinkTarget);
