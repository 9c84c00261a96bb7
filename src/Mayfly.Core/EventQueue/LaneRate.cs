namespace Mayfly.Core.EventQueue;

/// <summary>
/// How many events of a lane are at work at one time. It grows only while events wait, since each one more may be a new environment; a throttle
/// halves it, and when it can be no less, the lane pauses.
/// </summary>
internal sealed class LaneRate
{
    private const int First = 8;

    /// <summary>Events that wait longer than this, milliseconds, want more hands.</summary>
    private const long WaitMs = 1_000;

    private int _limit = First;
    private int _pauses;
    private long _pausedUntil;

    /// <summary>How many may be at work.</summary>
    public int Limit(int ceiling) => Math.Min(_limit, Math.Max(1, ceiling));

    /// <summary>When events may be started again, Unix milliseconds; in the past where they may now.</summary>
    public long PausedUntil => _pausedUntil;

    /// <summary>An event was run.</summary>
    public void Ran(long waited, int ceiling)
    {
        _pauses = 0;
        _pausedUntil = 0;
        if (waited > WaitMs && _limit < ceiling)
        {
            _limit++;
        }
    }

    /// <summary>An event was refused.</summary>
    public void Throttled(int running, long now)
    {
        if (running > 0 && _limit > 1)
        {
            _limit = Math.Max(1, Math.Min(_limit, running + 1) / 2);
            return;
        }

        _limit = 1;
        _pausedUntil = now + RetryPolicy.Pause(_pauses);
        _pauses++;
    }
}
