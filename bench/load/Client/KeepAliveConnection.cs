using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Mayfly.Bench.Load.Client;

/// <summary>
/// One HTTP/1.1 connection that sends requests given as bytes and waits for each answer with blocking system calls: two a request, no thread
/// hop, nothing allocated, so that little of what is measured is the client. Not for use by several threads.
/// </summary>
internal sealed class KeepAliveConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 60_000 };
    private byte[] _buffer = new byte[64 * 1024];

    public KeepAliveConnection(int port) => _socket.Connect(new IPEndPoint(IPAddress.Loopback, port));

    /// <summary>Sends a request and receives its whole answer. The answer's bytes are good until the next call.</summary>
    public HttpAnswer Exchange(ReadOnlySpan<byte> request)
    {
        for (int sent = 0; sent < request.Length;)
        {
            sent += _socket.Send(request[sent..]);
        }

        int filled = 0;
        int head;
        while ((head = _buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            filled += Receive(filled);
        }

        int body = head + 4;
        HttpAnswer answer = new(_buffer.AsSpan(0, head), default);
        if (answer.Header("Content-Length"u8) is { IsEmpty: false } text)
        {
            int length = Utf8Parser.TryParse(text, out int parsed, out _) ? parsed : throw new BenchException("An answer's Content-Length is no number.");
            while (filled < body + length)
            {
                filled += Receive(filled);
            }

            return new HttpAnswer(_buffer.AsSpan(0, head), _buffer.AsSpan(body, length));
        }

        return answer.Status == 204 ? answer : ReceiveChunked(head, body, filled);
    }

    public void Dispose() => _socket.Dispose();

    private HttpAnswer ReceiveChunked(int head, int body, int filled)
    {
        // Chunks are moved together in place, behind the head.
        int end = body;
        int next = body;
        while (true)
        {
            int line;
            while ((line = _buffer.AsSpan(next, filled - next).IndexOf("\r\n"u8)) < 0)
            {
                filled += Receive(filled);
            }

            if (!Utf8Parser.TryParse(_buffer.AsSpan(next, line), out int size, out _, 'x'))
            {
                throw new BenchException("An answer has neither a Content-Length nor well-formed chunks.");
            }

            next += line + 2;
            while (filled < next + size + 2)
            {
                filled += Receive(filled);
            }

            if (size == 0)
            {
                return new HttpAnswer(_buffer.AsSpan(0, head), _buffer.AsSpan(body, end - body));
            }

            _buffer.AsSpan(next, size).CopyTo(_buffer.AsSpan(end));
            end += size;
            next += size + 2;
        }
    }

    private int Receive(int filled)
    {
        if (filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        int count = _socket.Receive(_buffer.AsSpan(filled));
        return count > 0 ? count : throw new BenchException("The server closed the connection before it had answered.");
    }
}
