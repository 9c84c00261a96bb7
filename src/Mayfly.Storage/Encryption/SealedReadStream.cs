using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Storage.Encryption;

/// <summary>Decrypts a sealed file as it is read, chunk by chunk; seekable. A file that was altered or cut off makes a read throw, never answer wrong bytes.</summary>
internal sealed class SealedReadStream : Stream
{
    private readonly SafeFileHandle _file;
    private readonly ChunkCipher _cipher;
    private readonly string _identity;
    private readonly long _chunks;
    private readonly byte[] _sealed = new byte[SealedFormat.SealedChunkSize];
    private readonly byte[] _plain = new byte[SealedFormat.ChunkSize];
    private long _loaded = -1;
    private long _position;

    public SealedReadStream(SafeFileHandle file, EnvelopeCipher envelope, string identity)
    {
        _file = file;
        _identity = identity;
        Length = SealedFormat.PlainLength(RandomAccess.GetLength(file));
        if (Length < 0)
        {
            throw new SealedCorruptException($"The stored object {identity} cannot be decrypted: it is cut off.");
        }

        _chunks = SealedFormat.Chunks(Length);
        byte[] header = new byte[SealedFormat.HeaderSize];
        ReadFully(header, 0);
        _cipher = envelope.Resume(identity, header);
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        // An empty object still has its one chunk checked: "nothing" must be as authentic as anything else.
        if (_loaded < 0 || (_position < Length && _position / SealedFormat.ChunkSize != _loaded))
        {
            Load(Math.Min(_position / SealedFormat.ChunkSize, _chunks - 1));
        }

        if (_position >= Length)
        {
            return 0;
        }

        int start = (int)(_position % SealedFormat.ChunkSize);
        int end = (int)Math.Min(SealedFormat.ChunkSize, Length - (_loaded * SealedFormat.ChunkSize));
        int count = Math.Min(buffer.Length, end - start);
        _plain.AsSpan(start, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            CryptographicOperations.ZeroMemory(_plain);
            _cipher.Dispose();
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Load(long number)
    {
        bool last = number == _chunks - 1;
        int length = last ? (int)(Length - (number * SealedFormat.ChunkSize)) : SealedFormat.ChunkSize;
        Span<byte> chunk = _sealed.AsSpan(0, length + SealedFormat.TagSize);
        _loaded = -1;
        ReadFully(chunk, SealedFormat.HeaderSize + (number * SealedFormat.SealedChunkSize));
        try
        {
            _cipher.Open(number, last, chunk, _plain);
        }
        catch (AuthenticationTagMismatchException mismatch)
        {
            throw new SealedCorruptException($"The stored object {_identity} cannot be decrypted: it was altered or cut off.", mismatch);
        }

        _loaded = number;
    }

    private void ReadFully(Span<byte> buffer, long offset)
    {
        while (buffer.Length > 0)
        {
            int read = RandomAccess.Read(_file, buffer, offset);
            if (read == 0)
            {
                throw new SealedCorruptException($"The stored object {_identity} cannot be decrypted: it is cut off.");
            }

            buffer = buffer[read..];
            offset += read;
        }
    }
}
