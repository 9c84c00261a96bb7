namespace Mayfly.Core.Packages.Zip;

/// <summary>An entry as the archive's central directory declares it, nothing of it believed yet but that it lies within the file.</summary>
internal readonly record struct ZipRecord
{
    /// <summary>Bytes of the name, in the archive.</summary>
    public required Range Name { get; init; }

    /// <summary>The compressed bytes, in the archive.</summary>
    public required Range Data { get; init; }

    /// <summary>Where the local header begins: with <see cref="Data"/>'s end, the extent that no other entry may touch.</summary>
    public required int Start { get; init; }

    public required long UncompressedSize { get; init; }

    public required uint Crc32 { get; init; }

    /// <summary>True for "deflate", false for "stored"; other methods are refused.</summary>
    public required bool Deflated { get; init; }

    /// <summary>Unix file mode; 0 when the archive was not made by a Unix program.</summary>
    public required int UnixMode { get; init; }

    public required DateTime Modified { get; init; }
}
