using System.Buffers;
using Mayfly.Core.Logs.Buffering;

namespace Mayfly.Core.Logs.Lambda;

/// <summary>
/// Reads framed messages from the telemetry pipe, where the function, too, can write whatever it likes: what is no frame comes out as console lines, a
/// message longer than the bound in parts, and at the next frame all is in step again. Never holds more than the bound.
/// </summary>
internal sealed class LogFrameReader(LogFrameCallback callback, LogLineCallback strayCallback, int longestMessage = LogLineAssembler.DefaultLongestLine)
{
    private readonly byte[] _header = new byte[LogFrameHeader.Size];
    private ArrayBufferWriter<byte> _message = new();
    private readonly LogLineAssembler _stray = new(strayCallback, longestMessage);
    private int _headerLength;
    private LogFrameHeader _frame;
    private long _remaining;

    /// <summary>Takes bytes as they come; a frame may be spread over several calls.</summary>
    public void Receive(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = _remaining > 0 ? ReceiveMessage(bytes) : ReceiveHeader(bytes);
        }
    }

    /// <summary>Hands out what is unfinished: the environment is over.</summary>
    public void Flush()
    {
        if (_remaining == 0)
        {
            _stray.Receive(_header.AsSpan(0, _headerLength));
            _headerLength = 0;
        }

        _stray.Flush();
        EmitMessage();
        _remaining = 0;
    }

    private ReadOnlySpan<byte> ReceiveHeader(ReadOnlySpan<byte> bytes)
    {
        if (_headerLength == 0)
        {
            int start = bytes.IndexOf(LogFrameHeader.FirstByte);
            if (start != 0)
            {
                ReadOnlySpan<byte> stray = start < 0 ? bytes : bytes[..start];
                _stray.Receive(stray);
                return bytes[stray.Length..];
            }
        }

        _header[_headerLength++] = bytes[0];
        while (_headerLength > 0 && !LogFrameHeader.MayBegin(_header.AsSpan(0, _headerLength)))
        {
            _stray.Receive(_header.AsSpan(0, 1));
            _header.AsSpan(1, --_headerLength).CopyTo(_header);
        }

        if (_headerLength == LogFrameHeader.Size)
        {
            _stray.Flush();
            _headerLength = 0;
            _frame = LogFrameHeader.Read(_header);
            _remaining = _frame.Length;
        }

        return bytes[1..];
    }

    private ReadOnlySpan<byte> ReceiveMessage(ReadOnlySpan<byte> bytes)
    {
        int take = (int)Math.Min(_remaining, Math.Min(bytes.Length, longestMessage - _message.WrittenCount));
        ReadOnlySpan<byte> piece = bytes[..take];
        _remaining -= take;
        if (_message.WrittenCount == 0 && _remaining == 0)
        {
            callback(_frame.Timestamp, _frame.Level, piece);
            return bytes[take..];
        }

        _message.Write(piece);
        if (_remaining == 0)
        {
            EmitMessage();
        }
        else if (_message.WrittenCount == longestMessage)
        {
            EmitPart();
        }

        return bytes[take..];
    }

    /// <summary>The message goes on: hands out what there is, but for a character that may not be whole.</summary>
    private void EmitPart()
    {
        ReadOnlySpan<byte> full = _message.WrittenSpan;
        int end = Utf8Cut.WholeCharacters(full);
        byte[] carried = full[end..].ToArray();
        callback(_frame.Timestamp, _frame.Level, full[..end]);
        _message.ResetWrittenCount();
        _message.Write(carried);
    }

    private void EmitMessage()
    {
        if (_message.WrittenCount > 0)
        {
            callback(_frame.Timestamp, _frame.Level, _message.WrittenSpan);
            _message = new ArrayBufferWriter<byte>();
        }
    }
}
