namespace Mayfly.Core.EventQueue;

/// <summary>
/// The part of a lane that is in memory: the events that are due first, up to <see cref="Capacity"/>, and what is known of the rest. An event's number is known from before
/// it is written until its end is durable or it is left to the store, so that a reading of the store never brings it in twice. Not for several threads at once.
/// </summary>
internal sealed class LaneWindow
{
    /// <summary>Events read ahead.</summary>
    public const int Capacity = 256;

    private readonly PriorityQueue<QueuedEvent, (long Due, long Id)> _waiting = new();
    private readonly HashSet<long> _known = [];
    private readonly HashSet<long> _passed = [];
    private HashSet<long>? _atReading;
    private long _restDue = long.MaxValue;

    /// <summary>When the first event that is only in the store may be due, at the earliest; <see cref="long.MaxValue"/> when there is none.</summary>
    public long RestDue => _restDue;

    /// <summary>When the first event in memory is due; <see cref="long.MaxValue"/> when there is none.</summary>
    public long NextDue => _waiting.TryPeek(out _, out (long Due, long Id) first) ? first.Due : long.MaxValue;

    public bool IsReading => _atReading is not null;

    /// <summary>Tells that there are events in the store.</summary>
    public void HasMore(long due) => _restDue = Math.Min(_restDue, due);

    /// <summary>An event is about to be written.</summary>
    public void Expect(long id) => _known.Add(id);

    /// <summary>An expected event, or one that is to be tried again, is durable: it waits here, or in the store when there is no room.</summary>
    public void Admit(QueuedEvent queued)
    {
        if (_restDue == long.MaxValue && !IsReading && _waiting.Count < Capacity)
        {
            _waiting.Enqueue(queued, (queued.Due, queued.Id));
            return;
        }

        Forget(queued.Id);
        HasMore(queued.Due);
    }

    /// <summary>The event is gone, or left to the store.</summary>
    public void Forget(long id)
    {
        _known.Remove(id);
        if (IsReading)
        {
            _passed.Add(id);
        }
    }

    public bool TryTake(long now, out QueuedEvent? queued)
    {
        if (NextDue <= now)
        {
            queued = _waiting.Dequeue();
            return true;
        }

        queued = null;
        return false;
    }

    /// <summary>Begins to read from the store. What waits in memory goes back, so that what is read is what is due first.</summary>
    /// <returns>How many places to read, those of known events included.</returns>
    public int BeginReading()
    {
        while (_waiting.TryDequeue(out QueuedEvent? back, out _))
        {
            _known.Remove(back.Id);
        }

        _atReading = [.. _known];
        _restDue = long.MaxValue;
        return Capacity + _atReading.Count;
    }

    /// <summary>Of what was read, the places of events that are nowhere else.</summary>
    public IReadOnlyList<EventHead> Choose(IReadOnlyList<EventHead> heads) => [.. heads.Where(head => !_atReading!.Contains(head.Id)).Take(Capacity)];

    /// <summary>Takes in what was read.</summary>
    /// <param name="chosen">The places that were chosen.</param>
    /// <param name="read">The events at those places.</param>
    public void EndReading(IReadOnlyList<EventHead> chosen, IReadOnlyList<QueuedEvent> read)
    {
        _atReading = null;
        foreach (QueuedEvent queued in read)
        {
            // What came and went meanwhile was read in a state that it is in no longer.
            if (!_passed.Contains(queued.Id) && _known.Add(queued.Id))
            {
                _waiting.Enqueue(queued, (queued.Due, queued.Id));
            }
        }

        _passed.Clear();
        if (chosen.Count == Capacity)
        {
            HasMore(chosen[^1].Due);
        }
    }

    /// <summary>The reading failed: it is to be tried again then.</summary>
    public void GiveUpReading(long again)
    {
        _atReading = null;
        _passed.Clear();
        HasMore(again);
    }
}
