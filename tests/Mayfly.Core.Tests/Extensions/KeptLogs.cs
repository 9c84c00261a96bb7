using System.Collections.Concurrent;
using System.Text;
using Mayfly.Core.Logs;

namespace Mayfly.Core.Tests.Extensions;

/// <summary>The log streams of a test's environments, all in one list.</summary>
internal sealed class KeptLogs : ILogStreams
{
    private readonly ConcurrentQueue<string> _events = new();

    public string[] Events => [.. _events];

    public ILogStreamWriter Open(LogStreamKey key) => new Writer(_events);

    /// <summary>Waits until the log holds what is wanted, and answers it. The deadline ends a hang, it measures nothing.</summary>
    public async Task<string[]> UntilAsync(string what, Func<string[], bool> holds)
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(60));
        while (true)
        {
            string[] events = Events;
            if (holds(events))
            {
                return events;
            }

            if (deadline.IsCancellationRequested)
            {
                throw new TimeoutException($"Waited in vain for {what}. The log:\n{string.Concat(events)}");
            }

            await Task.Delay(10, CancellationToken.None);
        }
    }

    private sealed class Writer(ConcurrentQueue<string> events) : ILogStreamWriter
    {
        public bool Append(DateTimeOffset timestamp, ReadOnlySpan<byte> message)
        {
            events.Enqueue(Encoding.UTF8.GetString(message));
            return true;
        }

        public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => default;

        public ValueTask DisposeAsync() => default;
    }
}
