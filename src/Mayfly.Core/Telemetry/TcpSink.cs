using System.Net;
using System.Net.Sockets;
using Mayfly.Sandbox;

namespace Mayfly.Core.Telemetry;

/// <summary>Writes each event as one line of JSON over a connection that is kept, and made again when it has broken.</summary>
internal sealed class TcpSink(TelemetryDestination destination, ISandbox sandbox) : ITelemetrySink
{
    private NetworkStream? _stream;

    public async Task SendAsync(IReadOnlyList<ReadOnlyMemory<byte>> batch, CancellationToken cancellationToken)
    {
        try
        {
            NetworkStream stream = _stream ??= await ConnectAsync(cancellationToken);
            byte[] lines = new byte[batch.Sum(static item => item.Length + 1)];
            int position = 0;
            foreach (ReadOnlyMemory<byte> item in batch)
            {
                item.Span.CopyTo(lines.AsSpan(position));
                position += item.Length;
                lines[position++] = (byte)'\n';
            }

            await stream.WriteAsync(lines, cancellationToken);
        }
        catch (Exception broken) when (broken is SocketException or IOException)
        {
            Dispose();
            throw new IOException($"The extension could not be reached on port {destination.Port}: {broken.Message}", broken);
        }
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _stream = null;
    }

    private async Task<NetworkStream> ConnectAsync(CancellationToken cancellationToken)
    {
        Socket socket = sandbox.OpenSocket();
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, destination.Port), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
