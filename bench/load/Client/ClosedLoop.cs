using System.Diagnostics;
using System.Text;

namespace Mayfly.Bench.Load.Client;

/// <summary>
/// A fixed number of clients, each on a connection and a thread of its own, sending the next request when the last is answered. Connections
/// stay open from run to run. Every answer is compared, byte by byte, with what is expected.
/// </summary>
internal sealed class ClosedLoop : IDisposable
{
    private readonly byte[] _request;
    private readonly byte[] _expected;
    private readonly int _status;
    private readonly KeepAliveConnection[] _connections;

    public ClosedLoop(int port, byte[] request, string expected, int connections, int status = 200)
    {
        _request = request;
        _status = status;
        _expected = Encoding.UTF8.GetBytes(expected);
        _connections = [.. Enumerable.Range(0, connections).Select(_ => new KeepAliveConnection(port))];
    }

    /// <summary>Sends for as long as told.</summary>
    public LoadRun Run(TimeSpan duration)
    {
        List<long>[] latencies = [.. _connections.Select(static _ => new List<long>(64 * 1024))];
        Exception? failure = null;
        long start = Stopwatch.GetTimestamp();
        long end = start + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        Thread[] threads = [.. _connections.Select((connection, index) => new Thread(() =>
        {
            try
            {
                Send(connection, latencies[index], end);
            }
            catch (Exception problem)
            {
                failure = problem;
            }
        }))];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        if (failure is not null)
        {
            throw new BenchException($"The load could not be sent: {failure.Message}", failure);
        }

        return new LoadRun([.. latencies.SelectMany(static list => list)], Stopwatch.GetElapsedTime(start));
    }

    public void Dispose() => Array.ForEach(_connections, static connection => connection.Dispose());

    private void Send(KeepAliveConnection connection, List<long> latencies, long end)
    {
        long before = Stopwatch.GetTimestamp();
        while (before < end)
        {
            HttpAnswer answer = connection.Exchange(_request);
            long after = Stopwatch.GetTimestamp();
            if (answer.Status != _status || !answer.Body.SequenceEqual(_expected))
            {
                throw new BenchException($"An answer is not the one expected:\n{answer.Describe()}");
            }

            latencies.Add(after - before);
            before = after;
        }
    }
}
