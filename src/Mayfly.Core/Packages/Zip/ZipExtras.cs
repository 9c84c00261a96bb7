using System.Buffers.Binary;

namespace Mayfly.Core.Packages.Zip;

/// <summary>What an entry's extra fields say better than its fixed ones: 64-bit sizes, and a time in UTC.</summary>
internal struct ZipExtras
{
    private const int Zip64 = 0x0001;
    private const int ExtendedTimestamp = 0x5455;

    public ulong Uncompressed { get; set; }

    public ulong Compressed { get; set; }

    public ulong LocalOffset { get; set; }

    public uint Disk { get; set; }

    public DateTime Modified { get; set; }

    /// <summary>False when a field does not fit, or a needed 64-bit value is missing.</summary>
    public bool Read(ReadOnlySpan<byte> extra)
    {
        bool needsZip64 = Uncompressed == uint.MaxValue || Compressed == uint.MaxValue || LocalOffset == uint.MaxValue || Disk == ushort.MaxValue;
        while (extra.Length >= 4)
        {
            int id = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            int length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (length > extra.Length - 4)
            {
                return false;
            }

            ReadOnlySpan<byte> field = extra.Slice(4, length);
            if (id == Zip64 && needsZip64)
            {
                if (!Read64(field))
                {
                    return false;
                }

                needsZip64 = false;
            }
            else if (id == ExtendedTimestamp && field.Length >= 5 && (field[0] & 1) != 0)
            {
                Modified = DateTime.UnixEpoch.AddSeconds(BinaryPrimitives.ReadInt32LittleEndian(field[1..]));
            }

            extra = extra[(4 + length)..];
        }

        return !needsZip64;
    }

    private bool Read64(ReadOnlySpan<byte> field)
    {
        bool good = true;
        if (Uncompressed == uint.MaxValue)
        {
            Uncompressed = Take(ref field, ref good);
        }

        if (Compressed == uint.MaxValue)
        {
            Compressed = Take(ref field, ref good);
        }

        if (LocalOffset == uint.MaxValue)
        {
            LocalOffset = Take(ref field, ref good);
        }

        if (Disk == ushort.MaxValue && good)
        {
            good = field.Length >= 4;
            Disk = good ? BinaryPrimitives.ReadUInt32LittleEndian(field) : Disk;
        }

        return good;
    }

    private static ulong Take(ref ReadOnlySpan<byte> field, ref bool good)
    {
        if (field.Length < 8)
        {
            good = false;
            return 0;
        }

        ulong value = BinaryPrimitives.ReadUInt64LittleEndian(field);
        field = field[8..];
        return value;
    }
}
