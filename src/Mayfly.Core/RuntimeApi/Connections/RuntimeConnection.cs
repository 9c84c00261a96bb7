using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Mayfly.Core.RuntimeApi.Connections;

/// <summary>
/// One connection out of a sandbox: reads requests, has them served one after the other, and sends the answers in order. An HTTP/1.1 server
/// of this project's own, because two of its requests are on the path of every invocation, and because it alone knows when an answer may wait for the next.
/// </summary>
internal sealed partial class RuntimeConnection : IDisposable
{
    /// <summary>The longest head of a request that is read, bytes.</summary>
    private const int MaximumHead = 64 * 1024;

    /// <summary>How much of a result that is too large is read and dropped, so that the connection can go on.</summary>
    private const long MaximumSkip = 256L * 1024 * 1024;

    private readonly Socket _socket;
    private readonly ReceiveBuffer _input;
    private readonly RequestHead _head = new();
    private readonly ILogger _logger;

    public RuntimeConnection(Socket socket, RuntimeSession session, ILogger logger)
    {
        _socket = socket;
        _logger = logger;
        Session = session;
        Output = new ResponseBuffer(socket);
        _input = new ReceiveBuffer(socket, () => session.Disconnected(this));
        Body = new RequestBody(_input, _head, SayContinueAsync);
    }

    public RuntimeSession Session { get; }

    /// <summary>The request that is being served.</summary>
    public RequestHead Head => _head;

    /// <summary>Its body.</summary>
    public RequestBody Body { get; }

    public ResponseBuffer Output { get; }

    /// <summary>Serves until one side closes. Never throws.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (await ReadHeadAsync())
            {
                Body.Begin();
                await RuntimeApiRoutes.ServeAsync(new RuntimeApiRequest(this));
                await Body.SkipAsync(MaximumSkip);
                if (Body.Broken || _head.Closes)
                {
                    break;
                }
            }

            await Output.SendAsync();
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException or IOException)
        {
            // The other side, or the whole sandbox, has gone.
        }
        catch (Exception fault)
        {
            Log.ConnectionFailed(_logger, fault);
        }
        finally
        {
            Session.Disconnected(this);
            Dispose();
            _input.Dispose();
        }
    }

    /// <summary>Sends what has been answered, unless the next request is here already: its answer takes the waiting ones along.</summary>
    public ValueTask SendUnlessMoreIsAskedAsync() => _input.IsEmpty ? Output.SendAsync() : default;

    /// <summary>Notices the end of the connection while a request waits for something else than bytes.</summary>
    public void WatchForEnd() => _input.Watch();

    public void Dispose() => _socket.Dispose();

    private async ValueTask<bool> ReadHeadAsync()
    {
        while (true)
        {
            _head.Reset();
            switch (RequestHeadParser.Read(_input.Unused, _head, out int length))
            {
                case HeadOutcome.Read:
                    _input.Use(length);
                    return true;
                case HeadOutcome.Malformed:
                    Refuse(400);
                    return false;
                case HeadOutcome.Incomplete when _input.Unused.Length > MaximumHead:
                    Refuse(431);
                    return false;
            }

            await Output.SendAsync();
            if (!await _input.FillAsync())
            {
                return false;
            }
        }
    }

    private void Refuse(int status)
    {
        Output.Status(status);
        Output.Header("Connection"u8, "close"u8);
        Output.EndHead(0);
    }

    private ValueTask SayContinueAsync()
    {
        Output.Append("HTTP/1.1 100 Continue\r\n\r\n"u8);
        return Output.SendAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(3002, LogLevel.Error, "A connection to the Runtime API failed.")]
        public static partial void ConnectionFailed(ILogger logger, Exception fault);
    }
}
