using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Mayfly.Sandbox;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.RuntimeApi;

/// <summary>
/// Serves the Runtime API of every sandbox from one Kestrel. Each sandbox's listener lives in that sandbox's network namespace, so a
/// connection's listener says whose it is: no token, no route to the host, and no way to reach another sandbox's Runtime API.
/// </summary>
public sealed partial class RuntimeApiServer : IAsyncDisposable
{
    private readonly ConnectionSource _source = new();
    private readonly SocketConnectionContextFactory _connections;
    private readonly KestrelServer _kestrel;
    private readonly ILogger<RuntimeApiServer> _logger;

    public RuntimeApiServer(IServiceProvider services, ILoggerFactory loggers)
    {
        _logger = loggers.CreateLogger<RuntimeApiServer>();

        // Inline scheduling: requests here are short and never block, and a thread hop costs more than they do.
        _connections = new SocketConnectionContextFactory(
            new SocketConnectionFactoryOptions { UnsafePreferInlineScheduling = true, IOQueueCount = 0, WaitForDataBeforeAllocatingBuffer = true },
            loggers.CreateLogger<SocketConnectionContextFactory>());

        KestrelServerOptions options = new() { ApplicationServices = services, AddServerHeader = false, AllowSynchronousIO = false };
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;

        // The time between an event and its answer. Not infinite: Kestrel makes TimeSpan.MaxValue of that, which overflows when it is added to the
        // clock, so that a running function lost its connection at the next heartbeat. No function runs for an hour.
        options.Limits.KeepAliveTimeout = TimeSpan.FromHours(1);
        options.Limits.RequestHeadersTimeout = TimeSpan.FromHours(1);
        options.Limits.MaxRequestBodySize = null;
        options.Listen(ConnectionSource.Anywhere);
        _kestrel = new KestrelServer(Options.Create(options), _source, loggers);
    }

    public Task StartAsync(CancellationToken cancellationToken) => _kestrel.StartAsync(new RuntimeApiApplication(), cancellationToken);

    /// <summary>Accepts on a sandbox's listener until it is closed (by disposing the sandbox).</summary>
    internal void Serve(ISandbox sandbox, RuntimeSession session) => _ = AcceptAsync(sandbox, session);

    public async ValueTask DisposeAsync()
    {
        _source.Close();
        using CancellationTokenSource now = new();
        await now.CancelAsync();
        await _kestrel.StopAsync(now.Token);
        _kestrel.Dispose();
        _connections.Dispose();
    }

    private async Task AcceptAsync(ISandbox sandbox, RuntimeSession session)
    {
        try
        {
            while (true)
            {
                Socket socket = await sandbox.RuntimeApiListener.AcceptAsync();
                socket.NoDelay = true;
                ConnectionContext connection = _connections.Create(socket);
                connection.Features.Set(session);
                connection.ConnectionClosed.UnsafeRegister(static state =>
                {
                    (RuntimeSession session, ConnectionContext connection) = ((RuntimeSession, ConnectionContext))state!;
                    session.Disconnected(connection.ConnectionId);
                }, (session, connection));
                if (!_source.Offer(connection))
                {
                    await connection.DisposeAsync();
                    return;
                }
            }
        }
        catch (Exception closed) when (closed is ObjectDisposedException or SocketException)
        {
            Log.ListenerClosed(_logger, sandbox.Id);
        }
    }

    /// <summary>A transport whose connections come from all sandboxes' listeners.</summary>
    private sealed class ConnectionSource : IConnectionListenerFactory, IConnectionListener
    {
        private readonly Channel<ConnectionContext> _accepted = Channel.CreateUnbounded<ConnectionContext>(new UnboundedChannelOptions { SingleReader = true });

        /// <summary>Kestrel wants an endpoint to bind; nothing listens there.</summary>
        public static EndPoint Anywhere { get; } = new IPEndPoint(IPAddress.Loopback, 9001);

        public EndPoint EndPoint => Anywhere;

        public bool Offer(ConnectionContext connection) => _accepted.Writer.TryWrite(connection);

        public void Close() => _accepted.Writer.TryComplete();

        public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => new(this);

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (await _accepted.Reader.WaitToReadAsync(cancellationToken))
            {
                if (_accepted.Reader.TryRead(out ConnectionContext? connection))
                {
                    return connection;
                }
            }

            return null;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            Close();
            return default;
        }

        public ValueTask DisposeAsync() => default;
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Trace, "The Runtime API listener of sandbox {Sandbox} is closed.")]
        public static partial void ListenerClosed(ILogger logger, string sandbox);
    }
}
