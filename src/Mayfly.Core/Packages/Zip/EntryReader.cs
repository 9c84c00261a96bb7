using System.IO.Compression;

namespace Mayfly.Core.Packages.Zip;

/// <summary>Reads one entry's bytes, never more than it declared, and checks length and checksum at its end.</summary>
internal sealed class EntryReader : IDisposable
{
    private readonly Stream _source;
    private readonly long _declared;
    private readonly uint _crc;
    private long _read;
    private uint _computed;

    public EntryReader(ArraySegment<byte> zip, in ZipRecord record)
    {
        (int offset, int length) = record.Data.GetOffsetAndLength(zip.Count);
        MemoryStream bytes = new(zip.Array!, zip.Offset + offset, length, writable: false);
        _source = record.Deflated ? new DeflateStream(bytes, CompressionMode.Decompress) : bytes;
        _declared = record.UncompressedSize;
        _crc = record.Crc32;
    }

    /// <summary>Fills some of the buffer; 0 at the end.</summary>
    /// <exception cref="InvalidDataException">The entry is not what it declared.</exception>
    public int Read(Span<byte> buffer)
    {
        int count = _source.Read(buffer);
        _read += count;
        if (_read > _declared)
        {
            throw new InvalidDataException("An entry is larger than it declares.");
        }

        if (count > 0)
        {
            _computed = Crc32.Append(_computed, buffer[..count]);
        }
        else if (_read < _declared || _computed != _crc)
        {
            throw new InvalidDataException("An entry is shorter than it declares, or its checksum is wrong.");
        }

        return count;
    }

    public void Dispose() => _source.Dispose();
}
