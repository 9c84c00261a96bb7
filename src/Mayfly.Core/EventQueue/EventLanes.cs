using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Mayfly.Core.EventQueue;

/// <summary>All lanes, and the one way in for events: written first, then let into their lane.</summary>
internal sealed class EventLanes : IDisposable
{
    private readonly ConcurrentDictionary<LaneKey, Lane> _lanes = new();
    private readonly Func<LaneKey, EventLanes, ILaneWork> _work;
    private readonly CancellationTokenSource _stopping = new();
    private long _entries;

    /// <param name="store">Where events are kept.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">For what goes wrong with single events.</param>
    /// <param name="work">Makes what is done with the events of a lane.</param>
    public EventLanes(IEventStore store, TimeProvider time, ILogger logger, Func<LaneKey, EventLanes, ILaneWork> work)
    {
        Store = store;
        Time = time;
        Logger = logger;
        _work = work;
    }

    public IEventStore Store { get; }

    public TimeProvider Time { get; }

    public ILogger Logger { get; }

    /// <summary>Unix milliseconds.</summary>
    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Whether only the passing of time can change anything.</summary>
    public bool IsIdle
    {
        get
        {
            // What ends in one lane may go on in another that has been looked at already.
            long before = Interlocked.Read(ref _entries);
            return _lanes.Values.All(static lane => lane.IsIdle) && Interlocked.Read(ref _entries) == before;
        }
    }

    /// <summary>Whether the server is going down: what ends now may have been cut short by that.</summary>
    public bool IsStopping => _stopping.IsCancellationRequested;

    /// <summary>Cancelled when the server goes down.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Takes up what an earlier run of the server has left.</summary>
    /// <param name="isWanted">Whether a lane is still for something.</param>
    public void Resume(Predicate<LaneKey> isWanted)
    {
        foreach (LaneSummary summary in Store.Open())
        {
            if (isWanted(summary.Key))
            {
                Lane lane = new(summary.Id, summary.Key, this, _work(summary.Key, this));
                _lanes[summary.Key] = lane;
                lane.Resume(summary.FirstDue);
            }
            else
            {
                _ = Store.DropAsync(summary.Id, _work(summary.Key, this).Dropped);
            }
        }
    }

    /// <summary>Lets an event in. Completes when it is durable.</summary>
    public async Task EnqueueAsync(LaneKey key, byte[] content)
    {
        (Lane lane, IncomingEvent incoming) = Expect(key, content);
        try
        {
            await Store.ApplyAsync(new EventChange { Added = [incoming] });
        }
        catch
        {
            lane.Forget(incoming.Event.Id);
            throw;
        }

        Admit(lane, incoming.Event);
    }

    /// <summary>Makes an event's end, and what follows from it, durable as one.</summary>
    public async Task FinishAsync(QueuedEvent queued, EventEnd end)
    {
        (Lane Lane, IncomingEvent Incoming)[] followers = [.. (end.Followers ?? []).Select(follower => Expect(follower.Lane, follower.Content))];
        try
        {
            await Store.ApplyAsync(new EventChange
            {
                Removed = end.IsOver ? queued.Id : null,
                Rescheduled = end.Again,
                Added = [.. followers.Select(static follower => follower.Incoming)],
            });
        }
        catch
        {
            foreach ((Lane lane, IncomingEvent incoming) in followers)
            {
                lane.Forget(incoming.Event.Id);
            }

            throw;
        }

        foreach ((Lane lane, IncomingEvent incoming) in followers)
        {
            Admit(lane, incoming.Event);
        }
    }

    /// <summary>Drops a lane with all its events; those that come later begin another.</summary>
    public void Drop(LaneKey key)
    {
        if (_lanes.TryRemove(key, out Lane? lane))
        {
            lane.Dispose();
            _ = Store.DropAsync(lane.Id, lane.Dropped);
        }
    }

    public void Dispose()
    {
        _stopping.Cancel();
        foreach (Lane lane in _lanes.Values)
        {
            lane.Dispose();
        }
    }

    private (Lane Lane, IncomingEvent Incoming) Expect(LaneKey key, byte[] content)
    {
        Lane lane = _lanes.TryGetValue(key, out Lane? known)
            ? known
            : _lanes.GetOrAdd(key, static (wanted, lanes) => new Lane(lanes.Store.NextLane(), wanted, lanes, lanes._work(wanted, lanes)), this);
        long now = Now;
        QueuedEvent queued = new() { Id = Store.NextEvent(), Due = now, Accepted = now, Content = content };
        lane.Expect(queued.Id);
        return (lane, new IncomingEvent(lane.Id, key, queued));
    }

    private void Admit(Lane lane, QueuedEvent queued)
    {
        if (lane.IsClosed && !IsStopping)
        {
            // The function was deleted while its event was being written: the event goes with it.
            _ = Store.DropAsync(lane.Id, lane.Dropped);
            return;
        }

        lane.Admit(queued);
        Interlocked.Increment(ref _entries);
    }
}
