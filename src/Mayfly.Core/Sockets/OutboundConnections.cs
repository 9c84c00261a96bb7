using System.Net.Sockets;

namespace Mayfly.Core.Sockets;

/// <summary>
/// Handlers for clients of other servers. Their answers are dealt with on threads of the pool, never on those that wait for sockets and serve warm invocations:
/// libraries read parts of answers synchronously, and a thread that waits for a socket of its own waits for ever.
/// </summary>
internal static class OutboundConnections
{
    /// <summary>A new handler, to be kept as long as its client.</summary>
    public static SocketsHttpHandler NewHandler() => new()
    {
        ConnectCallback = static async (context, cancellationToken) => await ConnectAsync(context, cancellationToken),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        AllowAutoRedirect = false,
        UseCookies = false,
    };

    private static async Task<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        await SocketThread.Leave();
        return new PoolStream(new NetworkStream(socket, ownsSocket: true));
    }
}
