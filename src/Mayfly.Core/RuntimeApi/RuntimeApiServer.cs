using System.Collections.Concurrent;
using System.Net.Sockets;
using Mayfly.Core.RuntimeApi.Connections;
using Mayfly.Sandbox;
using Microsoft.Extensions.Logging;

namespace Mayfly.Core.RuntimeApi;

/// <summary>
/// Serves the Runtime API of every sandbox. Each sandbox's listener lives in that sandbox's network namespace, so a connection's listener says
/// whose it is: no token, no route to the host, and no way to reach another sandbox's Runtime API.
/// </summary>
public sealed partial class RuntimeApiServer(ILogger<RuntimeApiServer> logger) : IDisposable
{
    /// <summary>What one sandbox may hold open at a time: its code must not use up the server's descriptors.</summary>
    internal const int ConnectionsPerSandbox = 128;

    private readonly ConcurrentDictionary<RuntimeConnection, bool> _open = new();
    private volatile bool _closed;

    /// <summary>Accepts on a sandbox's listener until it is closed (by disposing the sandbox).</summary>
    internal void Serve(ISandbox sandbox, RuntimeSession session) => _ = AcceptAsync(sandbox, session);

    public void Dispose()
    {
        _closed = true;
        foreach (RuntimeConnection connection in _open.Keys)
        {
            connection.Dispose();
        }
    }

    private async Task AcceptAsync(ISandbox sandbox, RuntimeSession session)
    {
        using SemaphoreSlim room = new(ConnectionsPerSandbox);
        try
        {
            while (!_closed)
            {
                await room.WaitAsync();
                Socket socket = await sandbox.RuntimeApiListener.AcceptAsync();
                socket.NoDelay = true;
                _ = ServeAsync(new RuntimeConnection(socket, session, logger), room);
            }
        }
        catch (Exception closed) when (closed is ObjectDisposedException or SocketException)
        {
            Log.ListenerClosed(logger, sandbox.Id);
        }
    }

    private async Task ServeAsync(RuntimeConnection connection, SemaphoreSlim room)
    {
        _open.TryAdd(connection, true);
        try
        {
            await connection.RunAsync();
        }
        finally
        {
            _open.TryRemove(connection, out _);
            room.Release();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Trace, "The Runtime API listener of sandbox {Sandbox} is closed.")]
        public static partial void ListenerClosed(ILogger logger, string sandbox);
    }
}
