using System.Net.Sockets;

namespace Mayfly.Core.RuntimeApi.Connections;

/// <summary>What has come on a connection and has not been used yet.</summary>
internal sealed class ReceiveBuffer : IDisposable
{
    /// <summary>Holds the two requests of a usual invocation with a small answer.</summary>
    private const int InitialCapacity = 4096;

    private readonly SocketReceive _receive;
    private byte[] _bytes = GC.AllocateUninitializedArray<byte>(InitialCapacity, pinned: true);
    private int _start;
    private int _end;

    public ReceiveBuffer(Socket socket, Action ended) => _receive = new SocketReceive(socket, ended);

    public bool IsEmpty => _start == _end;

    public ReadOnlySpan<byte> Unused => _bytes.AsSpan(_start, _end - _start);

    public void Use(int count) => _start += count;

    /// <summary>Takes bytes out, as many as there are and fit.</summary>
    public int CopyTo(Span<byte> destination)
    {
        int count = Math.Min(destination.Length, _end - _start);
        _bytes.AsSpan(_start, count).CopyTo(destination);
        _start += count;
        return count;
    }

    /// <summary>Starts receiving ahead, so that the end of the connection is noticed.</summary>
    public void Watch()
    {
        if (!_receive.Started)
        {
            MakeRoom();
            _receive.Start(_bytes.AsMemory(_end));
        }
    }

    /// <summary>Waits for more bytes behind those there are.</summary>
    /// <returns>False when none will come any more.</returns>
    public async ValueTask<bool> FillAsync()
    {
        Watch();
        int count = await _receive.TakeAsync();
        _end += count;
        return count > 0;
    }

    /// <summary>Receives past the buffer, which must be empty, into memory of the caller's.</summary>
    /// <returns>How many bytes came; 0 when none will come any more.</returns>
    public async ValueTask<int> ReceiveAsync(Memory<byte> destination)
    {
        if (_receive.Started)
        {
            return await FillAsync() ? CopyTo(destination.Span) : 0;
        }

        _receive.Start(destination);
        return await _receive.TakeAsync();
    }

    public void Dispose() => _receive.Dispose();

    private void MakeRoom()
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }

        if (_end < _bytes.Length)
        {
            return;
        }

        byte[] room = _start > 0 ? _bytes : GC.AllocateUninitializedArray<byte>(_bytes.Length * 2, pinned: true);
        _bytes.AsSpan(_start, _end - _start).CopyTo(room);
        _bytes = room;
        _end -= _start;
        _start = 0;
    }
}
