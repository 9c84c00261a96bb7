using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace Mayfly.Core.RuntimeApi.Connections;

/// <summary>
/// Receives on one socket, one receive at a time. A receive can be started ahead of the need for its bytes: then the end of the connection is
/// noticed while nobody waits for bytes. The waiter continues on the thread that the bytes came on.
/// </summary>
/// <param name="socket">The connection.</param>
/// <param name="ended">Called when the other side has gone, whether somebody waits or not.</param>
internal sealed class SocketReceive(Socket socket, Action ended) : SocketAsyncEventArgs(true), IValueTaskSource<int>
{
    private ManualResetValueTaskSourceCore<int> _core;

    /// <summary>A receive is under way, or done and not yet taken.</summary>
    public bool Started { get; private set; }

    public void Start(Memory<byte> buffer)
    {
        Started = true;
        _core.Reset();
        SetBuffer(buffer);
        bool pending;
        try
        {
            pending = socket.ReceiveAsync(this);
        }
        catch (ObjectDisposedException)
        {
            Complete(0);
            return;
        }

        if (!pending)
        {
            Complete();
        }
    }

    /// <summary>How many bytes came; 0 when none will any more. To be awaited once for each start.</summary>
    public ValueTask<int> TakeAsync() => new(this, _core.Version);

    protected override void OnCompleted(SocketAsyncEventArgs e) => Complete();

    int IValueTaskSource<int>.GetResult(short token)
    {
        Started = false;
        return _core.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _core.OnCompleted(continuation, state, token, flags);

    private void Complete() => Complete(SocketError == SocketError.Success ? BytesTransferred : 0);

    private void Complete(int count)
    {
        if (count == 0)
        {
            ended();
        }

        _core.SetResult(count);
    }
}
