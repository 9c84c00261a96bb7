using System.IO.Compression;

namespace Mayfly.Bench.Load.Deployment;

/// <summary>Deployment packages in which nothing but a comment differs, so that no cache knows a function's code before its first start.</summary>
internal static class FunctionPackage
{
    public static byte[] Zip(Language language, string distinction)
    {
        using MemoryStream archive = new();
        using (ZipArchive zip = new(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            ZipArchiveEntry entry = zip.CreateEntry(language.CodeFile);

            // Readable by everybody: sandboxes run as other users, and AWS wants it so too.
            entry.ExternalAttributes = 0x81A4 << 16;
            using StreamWriter writer = new(entry.Open());
            writer.Write(File.ReadAllText(Path.Combine(language.Folder, language.CodeFile)));
            writer.Write($"{language.Comment} {distinction}\n");
        }

        return archive.ToArray();
    }
}
