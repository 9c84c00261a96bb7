using System.Buffers.Binary;

namespace Mayfly.Core.Packages.Zip;

/// <summary>Where the central directory is, from the record at the archive's end and its ZIP64 companion.</summary>
internal readonly record struct ZipEnd(int DirectoryStart, int DirectoryEnd, long Entries)
{
    private const uint EndSignature = 0x06054b50;
    private const uint LocatorSignature = 0x07064b50;
    private const uint End64Signature = 0x06064b50;
    private const int EndSize = 22;
    private const int LocatorSize = 20;
    private const int End64Size = 56;

    /// <summary>False when there is no end record, or when the directory does not lie exactly in front of it, in one piece, on one disk.</summary>
    public static bool TryFind(ReadOnlySpan<byte> zip, out ZipEnd end)
    {
        end = default;
        int lowest = Math.Max(0, zip.Length - EndSize - ushort.MaxValue);
        for (int at = zip.Length - EndSize; at >= lowest; at--)
        {
            ReadOnlySpan<byte> record = zip[at..];
            if (BinaryPrimitives.ReadUInt32LittleEndian(record) == EndSignature
                && BinaryPrimitives.ReadUInt16LittleEndian(record[20..]) == record.Length - EndSize)
            {
                return TryRead(zip, at, out end);
            }
        }

        return false;
    }

    private static bool TryRead(ReadOnlySpan<byte> zip, int at, out ZipEnd end)
    {
        ReadOnlySpan<byte> record = zip[at..];
        ushort disk = BinaryPrimitives.ReadUInt16LittleEndian(record[4..]);
        ushort directoryDisk = BinaryPrimitives.ReadUInt16LittleEndian(record[6..]);
        ushort entriesHere = BinaryPrimitives.ReadUInt16LittleEndian(record[8..]);
        ushort entries = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
        uint offset = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        bool needsZip64 = entries == ushort.MaxValue || size == uint.MaxValue || offset == uint.MaxValue;
        if (needsZip64 && HasLocator(zip, at))
        {
            return TryRead64(zip, at, out end);
        }

        end = new ZipEnd((int)Math.Min(offset, int.MaxValue), at, entries);
        return disk == 0 && directoryDisk == 0 && entriesHere == entries && (ulong)offset + size == (ulong)at;
    }

    private static bool HasLocator(ReadOnlySpan<byte> zip, int at) =>
        at >= LocatorSize && BinaryPrimitives.ReadUInt32LittleEndian(zip[(at - LocatorSize)..]) == LocatorSignature;

    private static bool TryRead64(ReadOnlySpan<byte> zip, int at, out ZipEnd end)
    {
        end = default;
        int locatorAt = at - LocatorSize;
        ReadOnlySpan<byte> locator = zip[locatorAt..];
        ulong recordAt = BinaryPrimitives.ReadUInt64LittleEndian(locator[8..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator[4..]) != 0 || locatorAt < End64Size || recordAt > (ulong)(locatorAt - End64Size))
        {
            return false;
        }

        ReadOnlySpan<byte> record = zip[(int)recordAt..locatorAt];
        ulong entriesHere = BinaryPrimitives.ReadUInt64LittleEndian(record[24..]);
        ulong entries = BinaryPrimitives.ReadUInt64LittleEndian(record[32..]);
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(record[40..]);
        ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(record[48..]);
        bool whole = BinaryPrimitives.ReadUInt32LittleEndian(record) == End64Signature
            && BinaryPrimitives.ReadUInt64LittleEndian(record[4..]) == (ulong)record.Length - 12
            && BinaryPrimitives.ReadUInt32LittleEndian(record[16..]) == 0
            && BinaryPrimitives.ReadUInt32LittleEndian(record[20..]) == 0
            && entriesHere == entries
            && entries <= long.MaxValue
            && size <= recordAt
            && offset == recordAt - size;
        if (whole)
        {
            end = new ZipEnd((int)offset, (int)recordAt, (long)entries);
        }

        return whole;
    }
}
