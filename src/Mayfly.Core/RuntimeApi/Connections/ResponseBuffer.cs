using System.Net.Sockets;
using System.Text;

namespace Mayfly.Core.RuntimeApi.Connections;

/// <summary>
/// Answers on their way out. They are sent when somebody waits for them: the acknowledgement of a result whose sender has asked for the next event
/// in the same breath travels with that event, which saves both sides a system call and the runtime a wake-up.
/// </summary>
internal sealed class ResponseBuffer(Socket socket)
{
    /// <summary>Longer bodies are sent from where they are.</summary>
    private const int LongestCopy = 32 * 1024;

    private byte[] _bytes = GC.AllocateUninitializedArray<byte>(1024, pinned: true);
    private int _length;

    public void Status(int status)
    {
        Append("HTTP/1.1 "u8);
        Append(status);
        Append(" "u8);
        Append(PhraseOf(status));
        Append("\r\n"u8);
    }

    public void Header(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Append(name);
        Append(": "u8);
        Append(value);
        Append("\r\n"u8);
    }

    /// <summary>Whatever is in the value, it stays one line of ASCII.</summary>
    public void Header(ReadOnlySpan<byte> name, string value)
    {
        Append(name);
        Append(": "u8);
        Span<byte> place = Reserve(value.Length);
        for (int i = 0; i < value.Length; i++)
        {
            place[i] = value[i] is >= ' ' and <= '~' ? (byte)value[i] : (byte)'?';
        }

        _length += value.Length;
        Append("\r\n"u8);
    }

    public void Header(ReadOnlySpan<byte> name, long value)
    {
        Append(name);
        Append(": "u8);
        Append(value);
        Append("\r\n"u8);
    }

    /// <summary>Ends the head, with the length of the body to come.</summary>
    public void EndHead(int bodyLength)
    {
        Header("Content-Length"u8, bodyLength);
        Append("\r\n"u8);
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _length += bytes.Length;
    }

    /// <summary>Adds a body and sends everything.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> body)
    {
        if (body.Length <= LongestCopy)
        {
            Append(body.Span);
            await SendAsync();
            return;
        }

        await SendAsync();
        await SendAllAsync(body);
    }

    public async ValueTask SendAsync()
    {
        if (_length > 0)
        {
            ReadOnlyMemory<byte> waiting = _bytes.AsMemory(0, _length);
            _length = 0;
            await SendAllAsync(waiting);
        }
    }

    private async ValueTask SendAllAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            int sent = await socket.SendAsync(bytes, SocketFlags.None);
            bytes = bytes[sent..];
        }
    }

    private void Append(long number)
    {
        number.TryFormat(Reserve(20), out int written);
        _length += written;
    }

    private Span<byte> Reserve(int count)
    {
        if (_bytes.Length - _length < count)
        {
            byte[] larger = GC.AllocateUninitializedArray<byte>(Math.Max(_bytes.Length * 2, _length + count), pinned: true);
            _bytes.AsSpan(0, _length).CopyTo(larger);
            _bytes = larger;
        }

        return _bytes.AsSpan(_length, count);
    }

    private static ReadOnlySpan<byte> PhraseOf(int status) => status switch
    {
        200 => "OK"u8,
        202 => "Accepted"u8,
        400 => "Bad Request"u8,
        403 => "Forbidden"u8,
        404 => "Not Found"u8,
        405 => "Method Not Allowed"u8,
        410 => "Gone"u8,
        413 => "Content Too Large"u8,
        431 => "Request Header Fields Too Large"u8,
        500 => "Internal Server Error"u8,
        _ => Encoding.ASCII.GetBytes(Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status)),
    };
}
