using System.Formats.Tar;
using System.Text;

namespace Mayfly.Functional.Tests.Packages;

/// <summary>A file, or something else, of an image's layer.</summary>
internal sealed record LayerEntry(string Path, byte[] Content)
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Runnable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public UnixFileMode Mode { get; init; } = Readable;

    public TarEntryType Kind { get; init; } = TarEntryType.RegularFile;

    public string? LinkTarget { get; init; }

    public static LayerEntry File(string path, string content) => new(path, Encoding.UTF8.GetBytes(content));

    public static LayerEntry Program(string path, byte[] content) => new(path, content) { Mode = Runnable };

    public static LayerEntry Script(string path, string content) => Program(path, Encoding.UTF8.GetBytes(content));

    public static LayerEntry Folder(string path, UnixFileMode mode = Runnable) => new(path, []) { Kind = TarEntryType.Directory, Mode = mode };

    public static LayerEntry Link(string path, string target) => new(path, []) { Kind = TarEntryType.SymbolicLink, LinkTarget = target };

    public static LayerEntry HardLink(string path, string existing) => new(path, []) { Kind = TarEntryType.HardLink, LinkTarget = existing };

    /// <summary>Takes a file of a lower layer away.</summary>
    public static LayerEntry Whiteout(string path) => File(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, ".wh." + System.IO.Path.GetFileName(path)), "");

    /// <summary>Takes all that lower layers have in a folder away.</summary>
    public static LayerEntry Opaque(string folder) => File(System.IO.Path.Combine(folder, ".wh..wh..opq"), "");

    /// <summary>An archive of these, uncompressed.</summary>
    public static byte[] Archive(params IEnumerable<LayerEntry> entries)
    {
        using MemoryStream archive = new();
        using (TarWriter writer = new(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (LayerEntry entry in entries)
            {
                PaxTarEntry written = new(entry.Kind, entry.Path) { Mode = entry.Mode, ModificationTime = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero) };
                if (entry.LinkTarget is { } target)
                {
                    written.LinkName = target;
                }
                else if (entry.Kind == TarEntryType.RegularFile)
                {
                    written.DataStream = new MemoryStream(entry.Content);
                }

                writer.WriteEntry(written);
            }
        }

        return archive.ToArray();
    }
}
