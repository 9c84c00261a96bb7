using System.Buffers.Binary;

namespace Mayfly.Core.Packages.Zip;

/// <summary>
/// Reads a ZIP archive's central directory (PKWARE's APPNOTE.TXT 6.3.10, ZIP64 included) strictly: whatever could be read in two ways, or points
/// outside of the file, is a fault. <see cref="System.IO.Compression.ZipArchive"/> is not used because it forgives, and hides offsets and flags.
/// </summary>
internal static class ZipDirectoryReader
{
    private const uint LocalSignature = 0x04034b50;
    private const uint CentralSignature = 0x02014b50;
    private const int LocalSize = 30;
    private const int CentralSize = 46;
    private const int Encrypted = 1 << 0 | 1 << 6 | 1 << 13;
    private const int Stored = 0;
    private const int Deflated = 8;
    private const int MadeByUnix = 3;
    private const int MadeByDarwin = 19;

    /// <summary>Fills <paramref name="records"/>; answers the first fault, or null.</summary>
    public static PackageFault? Read(ReadOnlySpan<byte> zip, List<ZipRecord> records)
    {
        if (!ZipEnd.TryFind(zip, out ZipEnd end))
        {
            return PackageFault.NotAnArchive;
        }

        if (end.Entries > PackageLimits.Entries)
        {
            return PackageFault.Refused($"It has {end.Entries} entries; at most {PackageLimits.Entries} are allowed.");
        }

        int position = end.DirectoryStart;
        for (long index = 0; index < end.Entries; index++)
        {
            if (ReadEntry(zip, end, ref position, records) is { } fault)
            {
                return fault;
            }
        }

        return position == end.DirectoryEnd ? Overlap(records) : PackageFault.NotAnArchive;
    }

    private static PackageFault? ReadEntry(ReadOnlySpan<byte> zip, in ZipEnd end, ref int position, List<ZipRecord> records)
    {
        ReadOnlySpan<byte> rest = zip[position..end.DirectoryEnd];
        if (rest.Length < CentralSize || BinaryPrimitives.ReadUInt32LittleEndian(rest) != CentralSignature)
        {
            return PackageFault.NotAnArchive;
        }

        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(rest[28..]);
        int extraLength = BinaryPrimitives.ReadUInt16LittleEndian(rest[30..]);
        int commentLength = BinaryPrimitives.ReadUInt16LittleEndian(rest[32..]);
        int length = CentralSize + nameLength + extraLength + commentLength;
        if (rest.Length < length)
        {
            return PackageFault.NotAnArchive;
        }

        if ((BinaryPrimitives.ReadUInt16LittleEndian(rest[8..]) & Encrypted) != 0)
        {
            return PackageFault.Refused("It has encrypted entries.");
        }

        int method = BinaryPrimitives.ReadUInt16LittleEndian(rest[10..]);
        if (method is not (Stored or Deflated))
        {
            return PackageFault.Refused($"It has entries compressed by method {method}; use deflate.");
        }

        ZipExtras extras = new()
        {
            Uncompressed = BinaryPrimitives.ReadUInt32LittleEndian(rest[24..]),
            Compressed = BinaryPrimitives.ReadUInt32LittleEndian(rest[20..]),
            LocalOffset = BinaryPrimitives.ReadUInt32LittleEndian(rest[42..]),
            Disk = BinaryPrimitives.ReadUInt16LittleEndian(rest[34..]),
            Modified = DosTime.ToUtc(BinaryPrimitives.ReadUInt32LittleEndian(rest[12..])),
        };
        if (!extras.Read(rest.Slice(CentralSize + nameLength, extraLength)) || extras.Disk != 0)
        {
            return PackageFault.NotAnArchive;
        }

        Range name = new(position + CentralSize, position + CentralSize + nameLength);
        if (!TryLocateData(zip, end, extras, method, zip[name], out Range data))
        {
            return PackageFault.NotAnArchive;
        }

        int madeBy = rest[5];
        records.Add(new ZipRecord
        {
            Name = name,
            Data = data,
            Start = (int)extras.LocalOffset,
            UncompressedSize = (long)extras.Uncompressed,
            Crc32 = BinaryPrimitives.ReadUInt32LittleEndian(rest[16..]),
            Deflated = method == Deflated,
            UnixMode = madeBy is MadeByUnix or MadeByDarwin ? BinaryPrimitives.ReadUInt16LittleEndian(rest[40..]) : 0,
            Modified = extras.Modified,
        });
        position += length;
        return null;
    }

    /// <summary>Finds the bytes behind the local header, which must agree with the central directory: tools read one or the other.</summary>
    private static bool TryLocateData(ReadOnlySpan<byte> zip, in ZipEnd end, in ZipExtras extras, int method, ReadOnlySpan<byte> name, out Range data)
    {
        data = default;
        ulong limit = (ulong)end.DirectoryStart;
        if (extras.Uncompressed > long.MaxValue || extras.LocalOffset + LocalSize > limit || extras.LocalOffset > limit)
        {
            return false;
        }

        ReadOnlySpan<byte> local = zip[(int)extras.LocalOffset..end.DirectoryStart];
        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(local[26..]);
        int extraLength = BinaryPrimitives.ReadUInt16LittleEndian(local[28..]);
        int headerLength = LocalSize + nameLength + extraLength;
        if (BinaryPrimitives.ReadUInt32LittleEndian(local) != LocalSignature
            || (BinaryPrimitives.ReadUInt16LittleEndian(local[6..]) & Encrypted) != 0
            || BinaryPrimitives.ReadUInt16LittleEndian(local[8..]) != method
            || headerLength > local.Length
            || !local.Slice(LocalSize, nameLength).SequenceEqual(name)
            || extras.Compressed > (ulong)(local.Length - headerLength))
        {
            return false;
        }

        int start = (int)extras.LocalOffset + headerLength;
        data = new Range(start, start + (int)extras.Compressed);
        return true;
    }

    /// <summary>Entries that share bytes make small files unfold to huge ones (David Fifield, "A better zip bomb", 2019).</summary>
    private static PackageFault? Overlap(List<ZipRecord> records)
    {
        ZipRecord[] ordered = [.. records.OrderBy(record => record.Start)];
        for (int index = 1; index < ordered.Length; index++)
        {
            if (ordered[index].Start < ordered[index - 1].Data.End.Value)
            {
                return PackageFault.Refused("Its entries overlap.");
            }
        }

        return null;
    }
}
