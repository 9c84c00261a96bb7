using System.Buffers;
using System.IO.Pipelines;

namespace Mayfly.Core.Invocation;

/// <summary>Bytes of an event or a result in a pooled buffer. One owner at a time; the owner disposes.</summary>
public sealed class Payload : IDisposable
{
    private byte[]? _buffer;

    private Payload(byte[]? buffer, int length)
    {
        _buffer = buffer;
        Length = length;
    }

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, Length);

    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, Length);

    /// <summary>Copies bytes that belong to somebody else.</summary>
    public static Payload Copy(ReadOnlySpan<byte> bytes)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length, 1));
        bytes.CopyTo(buffer);
        return new Payload(buffer, bytes.Length);
    }

    /// <summary>Takes over a buffer that was rented from the shared pool.</summary>
    internal static Payload Own(byte[] rented, int length) => new(rented, length);

    /// <summary>
    /// Reads a request body to its end.
    /// </summary>
    /// <returns>Null when the body is longer than <paramref name="limit"/>: it was then read no further.</returns>
    public static async ValueTask<Payload?> ReadAsync(PipeReader body, int limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult read = await body.ReadAsync(cancellationToken);
            if (read.Buffer.Length > limit)
            {
                body.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                int length = (int)read.Buffer.Length;
                byte[] buffer = ArrayPool<byte>.Shared.Rent(Math.Max(length, 1));
                read.Buffer.CopyTo(buffer);
                body.AdvanceTo(read.Buffer.End);
                return new Payload(buffer, length);
            }

            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    public void Dispose()
    {
        byte[]? buffer = Interlocked.Exchange(ref _buffer, null);
        if (buffer is not null)
        {
            Length = 0;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
