namespace Mayfly.Core.Images.Tar;

/// <summary>One entry, as its archive tells it: nothing of it is checked but that it can be read.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Path">Bytes, as the kernel has names; they need not be text.</param>
/// <param name="LinkTarget">Of links.</param>
/// <param name="Mode">The permission bits, the special ones among them.</param>
/// <param name="Size">Bytes of content that follow, of files.</param>
/// <param name="ModifiedSeconds">Since 1970.</param>
internal sealed record TarEntry(TarEntryKind Kind, byte[] Path, byte[] LinkTarget, int Mode, long Size, long ModifiedSeconds);
