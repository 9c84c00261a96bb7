using System.Runtime.InteropServices;
using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Networking;

/// <summary>
/// A conversation with the kernel about one network namespace: that of the thread which opened it, whichever thread uses it later.
/// Requests from several threads wait for each other.
/// </summary>
internal sealed class NetlinkSocket : IDisposable
{
    /// <summary>Links, addresses, routes, traffic shaping.</summary>
    internal const int Route = 0;

    /// <summary>Sockets: what <c>ss</c> reads.</summary>
    internal const int SocketDiagnostics = 4;

    /// <summary>Connection tracking.</summary>
    internal const int Netfilter = 12;

    private const ushort TypeError = 2;
    private const ushort TypeDone = 3;

    private readonly SafeFileHandle _socket;
    private readonly byte[] _buffer = new byte[32 * 1024];
    private readonly Lock _lock = new();
    private uint _sequence;

    /// <summary>Takes over a netlink socket that was opened elsewhere.</summary>
    public NetlinkSocket(SafeFileHandle socket) => _socket = socket;

    /// <summary>Receives one message of an answer: its type, and what follows the header.</summary>
    internal delegate void Receiver(ushort type, ReadOnlySpan<byte> payload);

    public static NetlinkSocket Open(int protocol) => new(NetlinkCalls.Open(protocol));

    /// <summary>Sends a request that is to be acknowledged, and waits for that.</summary>
    /// <exception cref="LinuxException">The kernel refused.</exception>
    public void Do(string doing, NetlinkMessage message)
    {
        int error = TryDo(message);
        if (error != 0)
        {
            throw new LinuxException(doing, error);
        }
    }

    /// <summary>As <see cref="Do"/>, answering the errno: for refusals that are expected.</summary>
    public int TryDo(NetlinkMessage message)
    {
        lock (_lock)
        {
            Send(message);
            return ReadAnswers(null, untilDone: false);
        }
    }

    /// <summary>Sends a request for one object or for all (<see cref="NetlinkMessage.Dump"/>), and gives each to <paramref name="receiver"/>.</summary>
    public void Read(string doing, NetlinkMessage message, bool dump, Receiver receiver)
    {
        int error;
        lock (_lock)
        {
            Send(message);
            error = ReadAnswers(receiver, dump);
        }

        if (error != 0)
        {
            throw new LinuxException(doing, error);
        }
    }

    public void Dispose() => _socket.Dispose();

    private void Send(NetlinkMessage message) => NetlinkCalls.Send(_socket, message.Finish(++_sequence));

    private int ReadAnswers(Receiver? receiver, bool untilDone)
    {
        while (true)
        {
            int received = NetlinkCalls.Receive(_socket, _buffer);
            ReadOnlySpan<byte> rest = _buffer.AsSpan(0, received);
            while (rest.Length >= NetlinkMessage.HeaderLength)
            {
                int length = MemoryMarshal.Read<int>(rest);
                ushort type = MemoryMarshal.Read<ushort>(rest[4..]);
                uint sequence = MemoryMarshal.Read<uint>(rest[8..]);
                if (length < NetlinkMessage.HeaderLength || length > rest.Length)
                {
                    throw new InvalidDataException($"A netlink answer claims {length} bytes where {rest.Length} came.");
                }

                ReadOnlySpan<byte> payload = rest[NetlinkMessage.HeaderLength..length];
                rest = rest[Math.Min(length + 3 & ~3, rest.Length)..];
                if (sequence != _sequence)
                {
                    continue;
                }

                if (type == TypeError || (type == TypeDone && payload.Length >= 4))
                {
                    return -MemoryMarshal.Read<int>(payload);
                }

                receiver?.Invoke(type, payload);
                if (!untilDone && receiver is not null)
                {
                    return 0;
                }
            }
        }
    }
}
