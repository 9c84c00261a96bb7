using System.IO.Compression;
using System.Text;

namespace Mayfly.Functional.Tests.Packages;

/// <summary>Makes deployment packages.</summary>
internal static class Archive
{
    private const int ReadableFile = 0x81A4 << 16;
    private const int ExecutableFile = 0x81ED << 16;

    /// <summary>What is larger is compressed; what is smaller stands in the archive in the clear, so that tests can look for it elsewhere.</summary>
    private const int LargeFile = 1 << 20;

    public static byte[] Of(params (string Path, string Content)[] files) => Of([.. files.Select(file => (file.Path, Encoding.UTF8.GetBytes(file.Content)))]);

    /// <summary>A single executable file.</summary>
    public static byte[] OfExecutable(string path, byte[] content) => Of(file => file == path, (path, content));

    /// <summary>A file named bootstrap is made executable.</summary>
    public static byte[] Of(params (string Path, byte[] Content)[] files) => Of(path => path == "bootstrap", files);

    /// <summary>The predicate is asked for each path.</summary>
    public static byte[] Of(Predicate<string> isExecutable, params (string Path, byte[] Content)[] files)
    {
        using MemoryStream archive = new();
        using (ZipArchive zip = new(archive, ZipArchiveMode.Create))
        {
            foreach ((string path, byte[] content) in files)
            {
                ZipArchiveEntry entry = zip.CreateEntry(path, content.Length > LargeFile ? CompressionLevel.Fastest : CompressionLevel.NoCompression);
                entry.ExternalAttributes = isExecutable(path) ? ExecutableFile : ReadableFile;
                using Stream stream = entry.Open();
                stream.Write(content);
            }
        }

        return archive.ToArray();
    }
}
