using Mayfly.Core.Sockets;
using Microsoft.Extensions.Logging;

namespace Mayfly.Core.EventQueue;

/// <summary>
/// Events that wait for one function or one destination, brought to their end as they fall due. Reads ahead a little, remembers no more, and leaves the rest in the
/// store: a million events here are no burden for other lanes.
/// </summary>
internal sealed partial class Lane : IDisposable
{
    /// <summary>Larger contents, bytes, stay in the store until they are needed.</summary>
    public const int LargestContentAhead = 16 * 1024;

    private const long ReadAgainMs = 1_000;

    private readonly Lock _gate = new();
    private readonly LaneWindow _window = new();
    private readonly LaneRate _rate = new();
    private readonly EventLanes _lanes;
    private readonly ILaneWork _work;
    private readonly ITimer _timer;
    private int _running;
    private int _unfinished;
    private bool _closed;

    public Lane(long id, LaneKey key, EventLanes lanes, ILaneWork work)
    {
        Id = id;
        Key = key;
        _lanes = lanes;
        _work = work;
        _timer = lanes.Time.CreateTimer(static lane => ((Lane)lane!).Advance(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public long Id { get; }

    public LaneKey Key { get; }

    /// <summary>Whether events that come now are of no use any more.</summary>
    public bool IsClosed => Volatile.Read(ref _closed);

    /// <summary>Whether only the passing of time can change anything here.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return _closed || (_unfinished == 0 && !_window.IsReading && (_rate.PausedUntil > _lanes.Now || Math.Min(_window.NextDue, _window.RestDue) > _lanes.Now));
            }
        }
    }

    /// <summary>There are events in the store from an earlier run of the server.</summary>
    public void Resume(long due)
    {
        lock (_gate)
        {
            _window.HasMore(due);
        }

        Advance();
    }

    public void Expect(long id)
    {
        lock (_gate)
        {
            _window.Expect(id);
        }
    }

    /// <summary>An expected event is durable.</summary>
    public void Admit(QueuedEvent queued)
    {
        lock (_gate)
        {
            _window.Admit(queued.Content?.Length > LargestContentAhead ? queued with { Content = null } : queued);
        }

        Advance();
    }

    /// <summary>An expected event could not be written.</summary>
    public void Forget(long id)
    {
        lock (_gate)
        {
            _window.Forget(id);
        }
    }

    /// <summary>Counts events that were dropped.</summary>
    public void Dropped(int events) => _work.Dropped(events);

    /// <summary>Begins no more events; those at work end.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
        }

        _timer.Dispose();
    }

    /// <summary>Starts what is due and may run, and sets the alarm for what is due later.</summary>
    private void Advance()
    {
        List<QueuedEvent>? starting = null;
        int wanted = 0;
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            long now = _lanes.Now;
            if (_rate.PausedUntil <= now)
            {
                int limit = _rate.Limit(_work.Ceiling);
                while (_running < limit && _window.TryTake(now, out QueuedEvent? next))
                {
                    _running++;
                    _unfinished++;
                    (starting ??= []).Add(next!);
                }

                if (_running < limit && _window.RestDue <= now && !_window.IsReading)
                {
                    wanted = _window.BeginReading();
                }
            }

            SetAlarm(now);
        }

        starting?.ForEach(queued => _ = RunAsync(queued));
        if (wanted > 0)
        {
            _ = ReadAsync(wanted);
        }
    }

    private void SetAlarm(long now)
    {
        // What is due already is started when something at work ends.
        long due = Math.Min(_window.NextDue > now ? _window.NextDue : long.MaxValue, _window.RestDue > now ? _window.RestDue : long.MaxValue);
        if (_rate.PausedUntil > now)
        {
            due = _rate.PausedUntil;
        }

        _timer.Change(due == long.MaxValue ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(Math.Min(due - now, int.MaxValue)), Timeout.InfiniteTimeSpan);
    }

    private async Task ReadAsync(int wanted)
    {
        await SocketThread.Leave();
        try
        {
            IReadOnlyList<EventHead> heads = _lanes.Store.ReadHeads(Id, wanted);
            IReadOnlyList<EventHead> chosen;
            lock (_gate)
            {
                chosen = _window.Choose(heads);
            }

            IReadOnlyList<QueuedEvent> read = _lanes.Store.Read(chosen, LargestContentAhead);
            lock (_gate)
            {
                _window.EndReading(chosen, read);
            }
        }
        catch (Exception failure)
        {
            // The edge of a reading: whatever went wrong, the events are still in the store.
            Log.ReadFailed(_lanes.Logger, Key.Name, failure);
            lock (_gate)
            {
                _window.GiveUpReading(_lanes.Now + ReadAgainMs);
            }
        }

        Advance();
    }

    private async Task RunAsync(QueuedEvent queued)
    {
        await SocketThread.Leave();
        long started = _lanes.Now;
        EventEnd end;
        try
        {
            end = await _work.RunAsync(queued);
        }
        catch (Exception failure)
        {
            // The edge of an event: it must not be lost, nor keep others back, nor come back for ever.
            EventRules rules = EventRules.Of(null);
            bool over = RetryPolicy.IsTooOld(queued, rules, _lanes.Now);
            Log.RunFailed(_lanes.Logger, queued.Id, Key.Name, over ? "dropped, because it is too old" : "tried again later", failure);
            if (over)
            {
                _work.Dropped(1);
            }

            end = over ? EventEnd.Done : EventEnd.Retry(RetryPolicy.AfterRefusal(queued, rules, _lanes.Now), throttled: false);
        }

        lock (_gate)
        {
            _running--;
            if (end.Throttled)
            {
                _rate.Throttled(_running, _lanes.Now);
            }
            else
            {
                _rate.Ran(started - queued.Due, _work.Ceiling);
            }
        }

        // The next may begin while this one's end is being written.
        Advance();
        if (!end.IsAbandoned)
        {
            await FinishAsync(queued, end);
        }

        lock (_gate)
        {
            _unfinished--;
        }
    }

    private async Task FinishAsync(QueuedEvent queued, EventEnd end)
    {
        try
        {
            await _lanes.FinishAsync(queued, end);
        }
        catch (Exception failure)
        {
            // Nothing was written: the event stands in the store as it was, and is tried again from there.
            if (!IsClosed)
            {
                Log.WriteFailed(_lanes.Logger, queued.Id, Key.Name, failure);
            }

            lock (_gate)
            {
                _window.Forget(queued.Id);
                _window.HasMore(_lanes.Now + ReadAgainMs);
            }

            Advance();
            return;
        }

        if (end.Again is { } again)
        {
            Admit(again);
        }
        else
        {
            Forget(queued.Id);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3501, LogLevel.Error, "The queued events of {Lane} cannot be read; tried again in a second.")]
        public static partial void ReadFailed(ILogger logger, string lane, Exception failure);

        [LoggerMessage(3502, LogLevel.Error, "The queued event {Event} of {Lane} could not be run; it is {Fate}.")]
        public static partial void RunFailed(ILogger logger, long @event, string lane, string fate, Exception failure);

        [LoggerMessage(3503, LogLevel.Error, "The end of the queued event {Event} of {Lane} could not be written; it is run again.")]
        public static partial void WriteFailed(ILogger logger, long @event, string lane, Exception failure);
    }
}
