using System.Text;
using Mayfly.Core.Images.Tar;
using Mayfly.Sandbox.RootFolders;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Core.Images;

/// <summary>
/// Lays one layer over what is there: https://github.com/opencontainers/image-spec/blob/main/layer.md. Everything belongs to root and can be written by nobody else; of the modes only
/// the permissions are kept, and devices and pipes are left out: no program of a sandbox could use them.
/// </summary>
/// <param name="root">Where the image is to lie.</param>
/// <param name="claim">Sets room aside for what is about to be written.</param>
/// <param name="mostPathBytes">Of all paths together, and of the folders above them: so much is remembered of an image while it is unpacked.</param>
internal sealed class LayerUnpacker(RootFolderWriter root, Action<long> claim, long mostPathBytes)
{
    /// <summary>More entries than real images have in all their layers.</summary>
    private const int MostEntries = 4_000_000;

    private const int Permissions = 0x1FF;
    private const long Page = 4096;

    private readonly byte[] _buffer = new byte[128 * 1024];
    private int _entries;
    private long _pathBytes;

    /// <summary>What this layer has written, by its path, one character a byte: its whiteouts are of layers below only.</summary>
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    /// <exception cref="InvalidDataException">The archive cannot be read, or has what no layer has.</exception>
    /// <exception cref="UnwritablePathException">Its entries contradict each other.</exception>
    public void Unpack(Stream archive)
    {
        _written.Clear();
        TarReader reader = new(archive);
        while (reader.Next() is { } entry)
        {
            if (++_entries > MostEntries)
            {
                throw new InvalidDataException($"The image has more than {MostEntries} entries.");
            }

            byte[] path = LayerPath.Read(entry.Path);
            if (path.Length == 0)
            {
                continue;
            }

            if (LayerPath.NameOf(path).StartsWith(".wh."u8))
            {
                TakeAway(path);
            }
            else
            {
                Write(reader, entry, path);
            }
        }
    }

    private void Write(TarReader reader, TarEntry entry, byte[] path)
    {
        switch (entry.Kind)
        {
            case TarEntryKind.Folder:
                claim(Page);
                root.WriteFolder(path, ModeOf(entry));
                break;
            case TarEntryKind.File:
                WriteFile(reader, entry, path);
                break;
            case TarEntryKind.SymbolicLink:
                CheckTarget(entry.LinkTarget);
                claim(Page);
                root.WriteLink(path, entry.LinkTarget);
                root.SetTime(path, entry.ModifiedSeconds);
                break;
            case TarEntryKind.HardLink:
                root.WriteHardLink(path, LayerPath.Read(entry.LinkTarget));
                break;
            default:
                return;
        }

        Remember(path);
    }

    private void WriteFile(TarReader reader, TarEntry entry, byte[] path)
    {
        claim(Page + ((entry.Size + Page - 1) / Page * Page));
        using (SafeFileHandle file = root.WriteFile(path, ModeOf(entry)))
        {
            long at = 0;
            for (int count = reader.Read(_buffer); count > 0; count = reader.Read(_buffer))
            {
                RandomAccess.Write(file, _buffer.AsSpan(0, count), at);
                at += count;
            }
        }

        // Kept, because Python checks it against compiled modules.
        root.SetTime(path, entry.ModifiedSeconds);
    }

    /// <summary>A whiteout: ".wh.NAME" takes NAME away, ".wh..wh..opq" all that is in its folder.</summary>
    private void TakeAway(byte[] path)
    {
        ReadOnlySpan<byte> folder = LayerPath.FolderOf(path);
        ReadOnlySpan<byte> name = LayerPath.NameOf(path);
        if (name.SequenceEqual(".wh..wh..opq"u8))
        {
            Clear(folder.ToArray());
        }
        else if (!name.StartsWith(".wh..wh."u8))
        {
            byte[] gone = LayerPath.Read(LayerPath.In(folder, name[4..]));
            if (!_written.Contains(Key(gone)))
            {
                root.Remove(gone);
            }
        }
    }

    private void Clear(byte[] folder)
    {
        foreach (byte[] name in root.NamesIn(folder))
        {
            byte[] path = LayerPath.In(folder, name);
            if (!_written.Contains(Key(path)))
            {
                root.Remove(path);
            }
            else
            {
                Clear(path);
            }
        }
    }

    /// <summary>
    /// The folders that it stands in with it: they are not to be taken away either. Short entries can bring very many folders, so what those take on the disk and in memory is counted.
    /// </summary>
    private void Remember(byte[] path)
    {
        for (ReadOnlySpan<byte> one = path; !one.IsEmpty && _written.Add(Key(one)); one = LayerPath.FolderOf(one))
        {
            _pathBytes += one.Length;
            if (_pathBytes > mostPathBytes)
            {
                throw new InvalidDataException("The image has more, or longer, paths than any real one.");
            }

            if (one.Length < path.Length)
            {
                claim(Page);
            }
        }
    }

    private static void CheckTarget(byte[] target)
    {
        if (target.Length is 0 or > 4000)
        {
            throw new InvalidDataException("A layer has a symbolic link without a target that Linux would take.");
        }
    }

    private static UnixFileMode ModeOf(TarEntry entry) => (UnixFileMode)(entry.Mode & Permissions);

    private static string Key(ReadOnlySpan<byte> path) => Encoding.Latin1.GetString(path);
}
