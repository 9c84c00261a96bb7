using System.Buffers;
using Mayfly.Core.Logs.Buffering;

namespace Mayfly.Core.Logs.Lambda;

/// <summary>
/// Cuts what a sandbox writes to its console into events: one a line, its newline included. A line longer than the bound becomes several events, cut
/// between characters, so that a function can never make us hold more than the bound.
/// </summary>
internal sealed class LogLineAssembler(LogLineCallback callback, int longestLine = LogLineAssembler.DefaultLongestLine)
{
    /// <summary>What Lambda lets through as one event.</summary>
    public const int DefaultLongestLine = 256 * 1024;

    /// <summary>A buffer that one long line has made larger than this is not kept.</summary>
    private const int KeptBuffer = 16 * 1024;

    private ArrayBufferWriter<byte> _partial = new();

    /// <summary>Takes bytes as they come; a line may be spread over several calls.</summary>
    public void Receive(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int newline = bytes.IndexOf((byte)'\n');
            ReadOnlySpan<byte> piece = newline < 0 ? bytes : bytes[..(newline + 1)];
            bytes = bytes[piece.Length..];
            if (_partial.WrittenCount == 0 && newline >= 0 && piece.Length <= longestLine)
            {
                callback(piece);
                continue;
            }

            Add(piece);
            if (newline >= 0)
            {
                Flush();
            }
        }
    }

    /// <summary>Ends the line that has no newline yet: the invocation, or the environment, is over.</summary>
    public void Flush()
    {
        if (_partial.WrittenCount > 0)
        {
            callback(_partial.WrittenSpan);
            _partial.ResetWrittenCount();
            if (_partial.Capacity > KeptBuffer)
            {
                _partial = new ArrayBufferWriter<byte>();
            }
        }
    }

    private void Add(ReadOnlySpan<byte> piece)
    {
        while (_partial.WrittenCount + piece.Length > longestLine)
        {
            int room = longestLine - _partial.WrittenCount;
            _partial.Write(piece[..room]);
            piece = piece[room..];
            CutOff();
        }

        _partial.Write(piece);
    }

    /// <summary>The buffer is full: hands out all of it but a last character that is not whole.</summary>
    private void CutOff()
    {
        ReadOnlySpan<byte> full = _partial.WrittenSpan;
        int end = Utf8Cut.WholeCharacters(full);
        byte[] carried = full[end..].ToArray();
        callback(full[..end]);
        _partial.ResetWrittenCount();
        _partial.Write(carried);
    }
}
