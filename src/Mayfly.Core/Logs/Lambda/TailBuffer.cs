using Mayfly.Core.Logs.Buffering;

namespace Mayfly.Core.Logs.Lambda;

/// <summary>The last four kilobytes of an invocation's log, for <c>LogType=Tail</c>. Holds no memory until something is appended.</summary>
internal sealed class TailBuffer
{
    /// <summary>What AWS returns at most.</summary>
    public const int Capacity = 4096;

    private byte[]? _ring;
    private long _written;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _ring ??= new byte[Capacity];
        _written += bytes.Length;
        ReadOnlySpan<byte> last = bytes.Length > Capacity ? bytes[^Capacity..] : bytes;
        int start = (int)((_written - last.Length) % Capacity);
        int first = Math.Min(last.Length, Capacity - start);
        last[..first].CopyTo(_ring.AsSpan(start));
        last[first..].CopyTo(_ring);
    }

    /// <summary>The bytes from oldest to newest. When the beginning was cut off, so is the rest of a character that was cut through.</summary>
    public byte[] ToArray()
    {
        if (_ring is null || _written <= Capacity)
        {
            return _ring is null ? [] : _ring[..(int)_written];
        }

        int start = (int)(_written % Capacity);
        byte[] tail = [.. _ring.AsSpan(start), .. _ring.AsSpan(0, start)];
        int skip = 0;
        while (skip < 3 && Utf8Cut.IsContinuation(tail[skip]))
        {
            skip++;
        }

        return tail[skip..];
    }

    public void Clear() => _written = 0;
}
