using System.Buffers;
using System.Runtime.InteropServices;
using Mayfly.Core.Packages.Zip;

namespace Mayfly.Core.Packages;

/// <summary>
/// A deployment package: a ZIP archive all of whose structure was checked. Archives come from anybody; publishing and extraction both go
/// through here, so what was refused once is never extracted, and what is extracted was checked.
/// </summary>
internal sealed class PackageArchive
{
    private const int FileTypeMask = 0xf000;
    private const int FileTypeRegular = 0x8000;
    private const int FileTypeDirectory = 0x4000;
    private const int FileTypeLink = 0xa000;
    private const int AnyExecute = 0x49;

    private readonly ArraySegment<byte> _zip;

    private PackageArchive(ArraySegment<byte> zip, IReadOnlyList<PackageEntry> entries, long unzippedSize)
    {
        _zip = zip;
        Entries = entries;
        UnzippedSize = unzippedSize;
    }

    public IReadOnlyList<PackageEntry> Entries { get; }

    /// <summary>The sum of all files, bytes.</summary>
    public long UnzippedSize { get; }

    /// <summary>Checks the structure: headers, names, links, declared sizes. Answers the fault, or null with the archive.</summary>
    public static PackageFault? Read(ReadOnlyMemory<byte> zip, out PackageArchive? archive)
    {
        archive = null;
        if (zip.IsEmpty)
        {
            return PackageFault.Empty;
        }

        ArraySegment<byte> bytes = MemoryMarshal.TryGetArray(zip, out ArraySegment<byte> array) ? array : zip.ToArray();
        List<ZipRecord> records = [];
        if (ZipDirectoryReader.Read(bytes, records) is { } broken)
        {
            return broken;
        }

        long unzipped = 0;
        List<PackageEntry> entries = new(records.Count);
        foreach (ZipRecord record in records)
        {
            // One at a time, so that declared sizes near the top of the range cannot overflow the sum.
            unzipped = record.UncompressedSize < PackageLimits.Unzipped ? unzipped + record.UncompressedSize : PackageLimits.Unzipped;
            if (unzipped >= PackageLimits.Unzipped)
            {
                return PackageFault.TooLarge;
            }

            if (ReadEntry(bytes, record, out PackageEntry? entry) is { } refused)
            {
                return refused;
            }

            if (entry is not null)
            {
                entries.Add(entry);
            }
        }

        if (entries.Count == 0)
        {
            return PackageFault.Empty;
        }

        archive = new PackageArchive(bytes, entries, unzipped);
        return PackageTree.Check(entries);
    }

    /// <summary>Inflates everything once, keeping nothing: the declared sizes and checksums are true. Answers the fault, or null.</summary>
    public PackageFault? Verify(CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            foreach (PackageEntry entry in Entries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using EntryReader reader = Open(entry);
                while (reader.Read(buffer) > 0)
                {
                }
            }

            return null;
        }
        catch (InvalidDataException)
        {
            return PackageFault.NotAnArchive;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public EntryReader Open(PackageEntry entry) => new(_zip, entry.Record);

    private static PackageFault? ReadEntry(ArraySegment<byte> zip, in ZipRecord record, out PackageEntry? entry)
    {
        entry = null;
        ReadOnlySpan<byte> name = zip.AsSpan()[record.Name];
        if (PackagePath.Read(name, out string path) is { } fault)
        {
            return fault;
        }

        int type = record.UnixMode & FileTypeMask;
        bool folder = name[^1] == '/' || type == FileTypeDirectory;
        if (type is not (0 or FileTypeRegular or FileTypeDirectory or FileTypeLink) || (folder && type == FileTypeLink))
        {
            return PackageFault.Refused($"The entry '{PackagePath.Shown(path)}' is neither a file, a folder nor a symbolic link.");
        }

        if (folder)
        {
            // The root itself needs no entry.
            if (record.UncompressedSize != 0)
            {
                return PackageFault.Refused($"The folder '{PackagePath.Shown(path)}' has content.");
            }

            entry = path.Length == 0 ? null : new PackageEntry(path, PackageEntryKind.Directory, Executable: true, record.Modified, record, LinkTarget: null);
            return null;
        }

        if (path.Length == 0)
        {
            return PackageFault.Refused("An entry that is not a folder has no name.");
        }

        string? target = null;
        if (type == FileTypeLink && !TryReadTarget(zip, record, out target))
        {
            return PackageFault.Refused($"The symbolic link '{PackagePath.Shown(path)}' has no usable target.");
        }

        PackageEntryKind kind = target is null ? PackageEntryKind.File : PackageEntryKind.Link;
        entry = new PackageEntry(path, kind, (record.UnixMode & AnyExecute) != 0, record.Modified, record, target);
        return null;
    }

    private static bool TryReadTarget(ArraySegment<byte> zip, in ZipRecord record, out string? target)
    {
        target = null;
        if (record.UncompressedSize is 0 or > PackageLimits.LinkBytes)
        {
            return false;
        }

        byte[] bytes = new byte[record.UncompressedSize + 1];
        try
        {
            using EntryReader reader = new(zip, record);
            int length = 0;
            for (int read = -1; read != 0; length += read)
            {
                read = reader.Read(bytes.AsSpan(length));
            }

            bool text = PackagePath.TryDecode(bytes.AsSpan(0, length), out string decoded);
            target = decoded;
            return text && !decoded.Contains('\0', StringComparison.Ordinal);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
