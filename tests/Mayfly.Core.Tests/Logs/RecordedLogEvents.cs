using System.Text;
using Mayfly.Core.Logs;

namespace Mayfly.Core.Tests.Logs;

/// <summary>A store that remembers its calls, and can be made to stop in the middle of one, or to fail.</summary>
internal sealed class RecordedLogEvents : ILogEvents, IDisposable
{
    private readonly List<(string Stream, string Message)[]> _calls = [];
    private readonly ManualResetEventSlim _open = new(true);

    public bool Fails { get; set; }

    /// <summary>Set when a call has arrived.</summary>
    public ManualResetEventSlim Arrived { get; } = new(false);

    public IReadOnlyList<(string Stream, string Message)[]> Calls
    {
        get
        {
            lock (_calls)
            {
                return [.. _calls];
            }
        }
    }

    public IEnumerable<(string Stream, string Message)> Stored => Calls.SelectMany(call => call);

    /// <summary>Calls wait from now on.</summary>
    public void Stop() => _open.Reset();

    public void GoOn() => _open.Set();

    public void Append(IReadOnlyList<LogBatch> batches)
    {
        Arrived.Set();
        _open.Wait();
        if (Fails)
        {
            throw new IOException("No space left on device");
        }

        lock (_calls)
        {
            _calls.Add([.. batches.SelectMany(Decode)]);
        }
    }

    public IEnumerable<LogEvent> Read(LogReadRequest request) => [];

    public int DeleteExpired() => 0;

    public void Dispose()
    {
        _open.Dispose();
        Arrived.Dispose();
    }

    private static List<(string Stream, string Message)> Decode(LogBatch batch)
    {
        List<(string, string)> events = [];
        for (int offset = 0; LogRecords.TryRead(batch.Records.Span[offset..], out _, out int length); offset += LogRecords.Overhead + length)
        {
            events.Add((batch.Key.Stream, Encoding.UTF8.GetString(batch.Records.Span.Slice(offset + LogRecords.Overhead, length))));
        }

        Assert.Equal(batch.Count, events.Count);
        return events;
    }
}
