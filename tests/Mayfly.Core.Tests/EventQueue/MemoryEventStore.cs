using System.Collections.Concurrent;
using Mayfly.Core.EventQueue;

namespace Mayfly.Core.Tests.EventQueue;

/// <summary>A store in memory that outlives the lanes over it.</summary>
internal sealed class MemoryEventStore(TimeProvider time) : IEventStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, IncomingEvent> _events = [];
    private readonly HashSet<long> _dropped = [];
    private long _lastEvent;
    private long _lastLane;

    /// <summary>The functions' events that came to their end, as often as they did, and when, Unix milliseconds.</summary>
    public ConcurrentQueue<(string RequestId, long At)> Removed { get; } = new();

    public long Count
    {
        get
        {
            lock (_gate)
            {
                return _events.Count;
            }
        }
    }

    /// <summary>The contents of all events in lanes of a kind.</summary>
    public IReadOnlyList<byte[]> Contents(LaneKind kind)
    {
        lock (_gate)
        {
            return [.. _events.Values.Where(one => one.Key.Kind == kind).Select(one => one.Event.Content!)];
        }
    }

    public IReadOnlyList<LaneSummary> Open()
    {
        lock (_gate)
        {
            return [.. _events.Values.GroupBy(one => (one.Lane, one.Key)).Select(lane => new LaneSummary(lane.Key.Lane, lane.Key.Key, lane.Count(), lane.Min(one => one.Event.Due)))];
        }
    }

    public long NextEvent() => Interlocked.Increment(ref _lastEvent);

    public long NextLane() => Interlocked.Increment(ref _lastLane);

    public Task ApplyAsync(EventChange change) => ApplyAsync(change, static () => { });

    /// <param name="change">What to do.</param>
    /// <param name="check">Throws when whoever asks has died meanwhile.</param>
    public async Task ApplyAsync(EventChange change, Action check)
    {
        await Task.Yield();
        lock (_gate)
        {
            check();
            foreach (IncomingEvent incoming in change.Added.Where(one => !_dropped.Contains(one.Lane)))
            {
                _events.Add(incoming.Event.Id, incoming);
            }

            if (change.Removed is long gone && _events.Remove(gone, out IncomingEvent? removed) && removed.Key.Kind == LaneKind.Function)
            {
                Removed.Enqueue((EventContent.ReadHeader(removed.Event.Content, EventHeaderJson.Default.InvocationHeader).RequestId, time.GetUtcNow().ToUnixTimeMilliseconds()));
            }

            if (change.Rescheduled is { } again && _events.TryGetValue(again.Id, out IncomingEvent? before))
            {
                _events[again.Id] = before with { Event = before.Event with { Due = again.Due, Failures = again.Failures, Refusals = again.Refusals, LastStatus = again.LastStatus } };
            }
        }
    }

    public async Task DropAsync(long lane, Action<int> removed)
    {
        await Task.Yield();
        lock (_gate)
        {
            _dropped.Add(lane);
            long[] gone = [.. _events.Where(one => one.Value.Lane == lane).Select(one => one.Key)];
            foreach (long id in gone)
            {
                _events.Remove(id);
            }

            removed(gone.Length);
        }
    }

    public IReadOnlyList<EventHead> ReadHeads(long lane, int limit)
    {
        lock (_gate)
        {
            return [.. _events.Values.Where(one => one.Lane == lane).Select(one => new EventHead(one.Event.Id, one.Event.Due)).OrderBy(head => head.Due).ThenBy(head => head.Id).Take(limit)];
        }
    }

    public IReadOnlyList<QueuedEvent> Read(IReadOnlyList<EventHead> heads, int largestContent)
    {
        lock (_gate)
        {
            return [.. heads.Where(head => _events.ContainsKey(head.Id)).Select(head => _events[head.Id].Event).Select(one => one.Content!.Length > largestContent ? one with { Content = null } : one)];
        }
    }

    public byte[]? ReadContent(long id)
    {
        lock (_gate)
        {
            return _events.TryGetValue(id, out IncomingEvent? one) ? one.Event.Content : null;
        }
    }
}
