using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mayfly.Dotnet.RuntimeApi;

/// <summary>As much of HTTP/1.1 as one keep-alive connection to the Runtime API needs: requests that are ready made, answers in order however the stream is cut.</summary>
internal sealed class HttpConnection
{
    private readonly Socket _socket;
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    public HttpConnection(string host, int port)
    {
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (IPAddress.TryParse(host, out IPAddress? address))
            {
                _socket.Connect(address, port);
            }
            else
            {
                _socket.Connect(host, port);
            }
        }
        catch (SocketException error)
        {
            throw new ConnectionLostException($"The Runtime API at {host}:{port} cannot be reached: {error.Message}", error);
        }
    }

    /// <summary>Sends pieces one after the other, in one write where the kernel takes them so.</summary>
    public void Send(IList<ArraySegment<byte>> pieces)
    {
        try
        {
            _socket.Send(pieces);
        }
        catch (SocketException error)
        {
            throw new ConnectionLostException(error.Message, error);
        }
    }

    public void Send(ReadOnlySpan<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                bytes = bytes[_socket.Send(bytes)..];
            }
        }
        catch (SocketException error)
        {
            throw new ConnectionLostException(error.Message, error);
        }
    }

    /// <summary>Reads the next answer; 1xx are none.</summary>
    public HttpAnswer Read()
    {
        while (true)
        {
            ReadOnlySpan<byte> statusLine = ReadLine();
            if (statusLine.Length < 12 || !int.TryParse(statusLine.Slice(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out int status))
            {
                throw new ConnectionLostException($"The Runtime API's answer begins with '{Encoding.Latin1.GetString(statusLine)}'.");
            }

            InvocationHeaders headers = new();
            for (ReadOnlySpan<byte> line = ReadLine(); line.Length > 0; line = ReadLine())
            {
                headers.Take(line);
            }

            if (status >= 200)
            {
                return new HttpAnswer(status, headers, headers.IsChunked ? ReadChunks() : ReadExactly(status == 204 ? 0 : headers.ContentLength));
            }
        }
    }

    /// <summary>Valid until the next read.</summary>
    private ReadOnlySpan<byte> ReadLine()
    {
        int searched = _start;
        while (true)
        {
            int feed = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                int end = searched + feed;
                ReadOnlySpan<byte> line = _buffer.AsSpan(_start, end - _start);
                _start = end + 1;
                return line is [.., (byte)'\r'] ? line[..^1] : line;
            }

            int unread = _end - _start;
            Fill();
            searched = _start + unread;
        }
    }

    private byte[] ReadExactly(int length)
    {
        if (length == 0)
        {
            return [];
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>(length);
        int ready = Math.Min(length, _end - _start);
        _buffer.AsSpan(_start, ready).CopyTo(bytes);
        _start += ready;
        for (int at = ready; at < length;)
        {
            at += Receive(bytes.AsSpan(at));
        }

        return bytes;
    }

    private byte[] ReadChunks()
    {
        using MemoryStream whole = new();
        while (true)
        {
            ReadOnlySpan<byte> line = ReadLine();
            int extension = line.IndexOf((byte)';');
            if (!int.TryParse(extension < 0 ? line : line[..extension], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int size))
            {
                throw new ConnectionLostException("The Runtime API sent a chunk without a size.");
            }

            if (size == 0)
            {
                break;
            }

            whole.Write(ReadExactly(size));
            ReadLine();
        }

        while (ReadLine().Length > 0)
        {
            // Trailers mean nothing here; an empty line ends them.
        }

        return whole.ToArray();
    }

    /// <summary>Reads more into the buffer, behind what is unread.</summary>
    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        _end += Receive(_buffer.AsSpan(_end));
    }

    private int Receive(Span<byte> into)
    {
        try
        {
            int count = _socket.Receive(into);
            return count > 0 ? count : throw new ConnectionLostException("The connection was closed by the platform.");
        }
        catch (SocketException error)
        {
            throw new ConnectionLostException(error.Message, error);
        }
    }
}
