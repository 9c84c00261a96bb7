using System.IO.Compression;
using System.Text;

namespace Mayfly.Functional.Tests.Packages;

/// <summary>Makes deployment packages.</summary>
internal static class Archive
{
    private const int ReadableFile = 0x81A4 << 16;
    private const int ExecutableFile = 0x81ED << 16;

    public static byte[] Of(params (string Path, string Content)[] files) => Of([.. files.Select(file => (file.Path, Encoding.UTF8.GetBytes(file.Content)))]);

    /// <summary>A file named bootstrap is made executable.</summary>
    public static byte[] Of(params (string Path, byte[] Content)[] files)
    {
        using MemoryStream archive = new();
        using (ZipArchive zip = new(archive, ZipArchiveMode.Create))
        {
            foreach ((string path, byte[] content) in files)
            {
                ZipArchiveEntry entry = zip.CreateEntry(path, CompressionLevel.Fastest);
                entry.ExternalAttributes = path == "bootstrap" ? ExecutableFile : ReadableFile;
                using Stream stream = entry.Open();
                stream.Write(content);
            }
        }

        return archive.ToArray();
    }
}
