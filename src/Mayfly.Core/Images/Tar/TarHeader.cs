namespace Mayfly.Core.Images.Tar;

/// <summary>The fields of a header block: POSIX ustar, and what GNU tar writes in its place.</summary>
internal readonly ref struct TarHeader(ReadOnlySpan<byte> block)
{
    public const int BlockSize = 512;

    private const int ChecksumAt = 148;
    private const int ChecksumLength = 8;

    private readonly ReadOnlySpan<byte> _block = block;

    public byte Type => _block[156];

    public ReadOnlySpan<byte> LinkName => Text(_block.Slice(157, 100));

    public int Mode => (int)Number(_block.Slice(100, 8)) & 0xFFF;

    public long Size => Number(_block.Slice(124, 12));

    public long ModifiedSeconds => Number(_block.Slice(136, 12));

    /// <summary>The name with the prefix that POSIX puts before it.</summary>
    public byte[] Name
    {
        get
        {
            ReadOnlySpan<byte> name = Text(_block[..100]);
            ReadOnlySpan<byte> prefix = _block.Slice(257, 6).SequenceEqual("ustar\0"u8) ? Text(_block.Slice(345, 155)) : [];
            return prefix.IsEmpty ? name.ToArray() : [.. prefix, (byte)'/', .. name];
        }
    }

    /// <summary>Throws unless the block is a header.</summary>
    public void Check()
    {
        long sum = 0;
        for (int i = 0; i < BlockSize; i++)
        {
            sum += i is >= ChecksumAt and < ChecksumAt + ChecksumLength ? (byte)' ' : _block[i];
        }

        if (sum != Number(_block.Slice(ChecksumAt, ChecksumLength)))
        {
            throw new InvalidDataException("The archive has a header whose checksum is wrong.");
        }
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }

    /// <summary>Octal text; or, for numbers too large for that, bytes, after a first one whose highest bit is set.</summary>
    private static long Number(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
        {
            long binary = field[0] == 0xff ? -1 : field[0] & 0x7f;
            foreach (byte part in field[1..])
            {
                binary = binary is > (long.MaxValue >> 8) or < (long.MinValue >> 8) ? throw Bad() : (binary << 8) | part;
            }

            return binary;
        }

        long number = 0;
        foreach (byte digit in Text(field).Trim((byte)' '))
        {
            number = digit is < (byte)'0' or > (byte)'7' ? throw Bad() : (number << 3) | (long)(digit - '0');
        }

        return number;
    }

    private static InvalidDataException Bad() => new("The archive has a header with a number that cannot be read.");
}
