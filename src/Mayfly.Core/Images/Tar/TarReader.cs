namespace Mayfly.Core.Images.Tar;

/// <summary>
/// Reads an archive entry by entry, in the formats that image builders write: ustar, pax and GNU. Archives come from anybody: what they make us hold in memory is bounded, and what
/// cannot be read in one way only is refused.
/// </summary>
internal sealed class TarReader(Stream stream)
{
    /// <summary>A record of pax, or a long name of GNU's. What real ones have is a few hundred bytes.</summary>
    private const int LargestExtension = 1 << 20;

    private readonly byte[] _block = new byte[TarHeader.BlockSize];
    private long _left;
    private int _padding;

    /// <summary>The next entry; null at the end. What is left of the one before is skipped.</summary>
    /// <exception cref="InvalidDataException">It is no archive, or one that no builder writes.</exception>
    public TarEntry? Next()
    {
        SkipRest();
        byte[]? longName = null, longLink = null;
        PaxRecords pax = new();
        while (ReadHeader())
        {
            TarHeader header = new(_block);
            header.Check();
            long size = header.Size;
            switch (header.Type)
            {
                case (byte)'x':
                    pax.Read(ReadExtension(size));
                    break;
                case (byte)'g':
                    ReadExtension(size);
                    break;
                case (byte)'L':
                    longName = Ended(ReadExtension(size));
                    break;
                case (byte)'K':
                    longLink = Ended(ReadExtension(size));
                    break;
                default:
                    return Begin(header, pax.Path ?? longName ?? header.Name, pax.LinkPath ?? longLink ?? header.LinkName.ToArray(), pax);
            }
        }

        return longName is null && longLink is null && pax.IsEmpty ? null : throw new InvalidDataException("The archive ends where an entry should follow.");
    }

    /// <summary>Reads of the entry's content; 0 at its end.</summary>
    public int Read(Span<byte> buffer)
    {
        int count = _left == 0 ? 0 : stream.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        if (count == 0 && _left > 0)
        {
            throw CutOff();
        }

        _left -= count;
        return count;
    }

    private TarEntry Begin(in TarHeader header, byte[] path, byte[] link, PaxRecords pax)
    {
        TarEntryKind kind = header.Type switch
        {
            (byte)'0' or 0 or (byte)'7' => path is [.., (byte)'/'] ? TarEntryKind.Folder : TarEntryKind.File,
            (byte)'1' => TarEntryKind.HardLink,
            (byte)'2' => TarEntryKind.SymbolicLink,
            (byte)'3' or (byte)'4' or (byte)'6' => TarEntryKind.Special,
            (byte)'5' => TarEntryKind.Folder,
            _ => throw new InvalidDataException($"The archive has an entry of the kind '{(char)header.Type}', which is not known."),
        };

        // Of other kinds there is no content, whatever the header says: so do all who read archives.
        long size = kind == TarEntryKind.File ? pax.Size ?? header.Size : 0;
        if (size < 0)
        {
            throw new InvalidDataException("The archive has an entry of negative size.");
        }

        _left = size;
        _padding = Padding(size);
        return new TarEntry(kind, path, link, header.Mode, size, pax.ModifiedSeconds ?? header.ModifiedSeconds);
    }

    /// <summary>False at the archive's end: two blocks of zeros, of which the second is not looked for; or nothing at all.</summary>
    private bool ReadHeader()
    {
        int count = stream.ReadAtLeast(_block, _block.Length, throwOnEndOfStream: false);
        if (count is not (0 or TarHeader.BlockSize))
        {
            throw CutOff();
        }

        return count > 0 && _block.AsSpan().ContainsAnyExcept((byte)0);
    }

    private byte[] ReadExtension(long size)
    {
        if (size is < 0 or > LargestExtension)
        {
            throw new InvalidDataException($"The archive has a name or a record of {size} bytes.");
        }

        byte[] bytes = new byte[size];
        _left = size;
        _padding = Padding(size);
        for (int at = 0; at < bytes.Length;)
        {
            at += Read(bytes.AsSpan(at));
        }

        SkipRest();
        return bytes;
    }

    private void SkipRest()
    {
        byte[] buffer = _block;
        while (_left > 0)
        {
            Read(buffer);
        }

        // An archive that ends with its last entry's content is whole: umoci writes such ones, and readers take them.
        stream.ReadAtLeast(buffer.AsSpan(0, _padding), _padding, throwOnEndOfStream: false);
        _padding = 0;
    }

    private static int Padding(long size) => (int)(-size & (TarHeader.BlockSize - 1));

    private static byte[] Ended(byte[] text)
    {
        int end = text.AsSpan().IndexOf((byte)0);
        return end < 0 ? text : text[..end];
    }

    private static InvalidDataException CutOff() => new("The archive is cut off.");
}
