namespace Mayfly.Core.Images.Tar;

/// <summary>What an entry of an archive is.</summary>
internal enum TarEntryKind
{
    File,
    Folder,
    SymbolicLink,

    /// <summary>One more name for a file of the archive, or of one below it.</summary>
    HardLink,

    /// <summary>A device or a pipe.</summary>
    Special,
}
