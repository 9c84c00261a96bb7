namespace Mayfly.Core.Concurrency;

/// <summary>
/// What this node holds of one pool. An invocation may start while fewer than <see cref="Ceiling"/> run, and the home has been heard of lately; the ceiling
/// rises by the home's word only. All of it is guarded by <see cref="AccountConcurrency.Gate"/>.
/// </summary>
internal sealed class LeaseShare(LeasePool pool, FunctionConcurrency? reserving = null)
{
    private readonly Queue<LeaseWaiter> _waiting = new();
    private long _epoch;
    private long _seen;
    private long _sequence;
    private long _over;
    private long _asked;
    private long _until;
    private bool _isWhole;
    private int _most;
    private int _idleBeats;
    private bool _isKnown;

    public LeasePool Pool => pool;

    /// <summary>The function whose reservation the pool is; null for other pools.</summary>
    public FunctionConcurrency? Reserving => reserving;

    public int Ceiling { get; private set; }

    /// <summary>Invocations that run on it.</summary>
    public int Used { get; private set; }

    /// <summary>The most that may be in use before the home is heard of again.</summary>
    public int Held => Math.Max(Used, Ceiling);

    /// <summary>Whether a request is under way; there is one at a time.</summary>
    public bool IsDrawing { get; set; }

    public int Waiting => _waiting.Count;

    /// <summary>For how many of those who wait the newest request speaks.</summary>
    public int Spoken { get; private set; }

    public bool TryUse(long now)
    {
        if (Used >= Ceiling || now >= _until)
        {
            return false;
        }

        _most = Math.Max(_most, ++Used);
        return true;
    }

    public void Release() => Used--;

    /// <summary>Whether there is no more anywhere, so that nobody need be asked.</summary>
    public bool IsExhausted(long now) => _isWhole && Used >= Ceiling && now < _until;

    /// <summary>Counts here what has been counted elsewhere, or the other way round.</summary>
    public void Move(int running) => _most = Math.Max(_most, Used += running);

    public void Enqueue(LeaseWaiter waiter) => _waiting.Enqueue(waiter);

    public LeaseWaiter Dequeue() => _waiting.Dequeue();

    /// <summary>The next request. What was given before counts no more if it is over.</summary>
    /// <param name="sequence">Greater than that of any request of this node before.</param>
    /// <param name="now">The moment of asking.</param>
    /// <param name="wanted">The ceiling to ask for; what there is, or what would serve all who wait, when that is more.</param>
    public LeaseRequest Ask(long sequence, long now, int wanted)
    {
        Spoken = Waiting;
        _asked = now;
        if (now >= _until)
        {
            Ceiling = 0;
            _epoch = 0;
            _isWhole = false;
        }

        _sequence = sequence;
        _isKnown = Held > 0;
        return new LeaseRequest(_epoch, _seen, sequence, Held, Math.Max(Math.Max(wanted, Ceiling), Waiting > 0 ? Used + Waiting : 0), IsHungry: Waiting > 0 || pool.Version is not null);
    }

    /// <summary>Whether that is the request under way.</summary>
    public bool Asks(long sequence) => sequence == _sequence && !IsOver(sequence);

    /// <summary>Whether a request was answered already, or given up.</summary>
    public bool IsOver(long sequence) => sequence <= _over;

    /// <summary>Obeys an answer to the newest request; false when it is void, or of a home that is no more.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="term">How long it holds from when it was asked for.</param>
    public bool Obey(in LeaseAnswer answer, long term)
    {
        _over = _sequence;
        if (answer.IsVoid || !IsNews(answer.Epoch, answer.Number))
        {
            return false;
        }

        (_epoch, _seen) = (answer.Epoch, answer.Number);
        Ceiling = answer.Ceiling;
        _isWhole = answer.IsWhole;
        _until = _asked + term;
        _isKnown |= Ceiling > 0;
        return true;
    }

    /// <summary>No answer came. Always false.</summary>
    public bool Fail()
    {
        _over = _sequence;
        return false;
    }

    /// <summary>Whether an order is newer than all that the home has said.</summary>
    public bool IsNews(in LeaseOrder order) => IsNews(order.Epoch, order.Number);

    public LeaseReport Obey(in LeaseOrder order)
    {
        if (IsNews(order))
        {
            (_epoch, _seen) = (order.Epoch, order.Number);
            _isWhole = false;
            Ceiling = Math.Min(Ceiling, order.IsFirm ? order.Ceiling : Math.Max(order.Ceiling, Used));
        }

        _isKnown |= Held > 0;
        return new LeaseReport(Held, _over);
    }

    /// <summary>Gives up at once what the home is not asked about any more.</summary>
    public void Drop()
    {
        Ceiling = 0;
        _isWhole = false;
    }

    /// <summary>
    /// Once a beat: of what lay unused since the last, half is given up, and the very last lease when nothing has run for long. Answers whether the home is to
    /// be told: it expects to hear of everything that is held, and of the end of that.
    /// </summary>
    public bool Beat()
    {
        _idleBeats = _most == 0 ? _idleBeats + 1 : 0;
        int least = _idleBeats >= LeaseTimes.IdleBeats ? 0 : 1;
        int ceiling = Math.Min(Ceiling, Math.Max(least, _most + ((Ceiling - _most) / 2)));
        _isWhole &= ceiling == Ceiling;
        Ceiling = ceiling;
        _most = Used;
        return _isKnown;
    }

    private bool IsNews(long epoch, long number) => _epoch == 0 || epoch > _epoch || (epoch == _epoch && number > _seen);
}
