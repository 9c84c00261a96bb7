using System.IO.Compression;
using System.Text;
using Mayfly.Core.Packages.Zip;

namespace Mayfly.Core.Tests.Packages;

/// <summary>An entry for <see cref="ZipForge"/>; what is left null is told truly.</summary>
internal sealed record ForgedEntry(string Name, string Content = "")
{
    public const int Link = 0xa1ff;

    public byte[]? RawName { get; init; }

    public string? LocalName { get; init; }

    /// <summary>The Unix mode, file type included; 0 for none.</summary>
    public int Mode { get; init; }

    public int Flags { get; init; }

    public bool Deflate { get; init; }

    public int? Method { get; init; }

    public byte[]? RawContent { get; init; }

    public uint? DeclaredSize { get; init; }

    public uint? DeclaredCompressedSize { get; init; }

    public uint? DeclaredCrc { get; init; }

    public uint? DeclaredOffset { get; init; }

    public byte[] Extra { get; init; } = [];

    public byte[] NameBytes => RawName ?? Encoding.UTF8.GetBytes(Name);

    public byte[] ContentBytes => RawContent ?? Encoding.UTF8.GetBytes(Content);

    public uint Crc => DeclaredCrc ?? Crc32.Append(0, ContentBytes);

    public byte[] Stored()
    {
        if (!Deflate)
        {
            return ContentBytes;
        }

        using MemoryStream buffer = new();
        using (DeflateStream deflate = new(buffer, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(ContentBytes);
        }

        return buffer.ToArray();
    }
}
