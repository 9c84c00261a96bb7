namespace Mayfly.Core.CodeSigning;

/// <summary>One entry of a signed package.</summary>
/// <param name="Path">As in the archive, a folder without its last slash.</param>
/// <param name="Kind">"file", "directory" or "link".</param>
/// <param name="Executable">Of files: whether it may be run.</param>
/// <param name="Sha256">Lower-case hex digest of a file's bytes, or of a link's target; of no bytes for a folder.</param>
internal sealed record SignedEntry(string Path, string Kind, bool Executable, string Sha256);
