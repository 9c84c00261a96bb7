namespace Mayfly.Core.Concurrency.Home;

/// <summary>How fast one function may grow: so many new environments each ten seconds. https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html</summary>
/// <param name="most">Environments within ten seconds.</param>
/// <param name="time">The clock.</param>
public sealed class ScalingRate(int most, TimeProvider time)
{
    private static readonly TimeSpan _window = TimeSpan.FromSeconds(10);

    private double _left = most;
    private long _at = time.GetTimestamp();

    /// <summary>Whether one more environment may be started now; if so, it is counted.</summary>
    public bool TryStart()
    {
        long now = time.GetTimestamp();
        _left = Math.Min(most, _left + (time.GetElapsedTime(_at, now) / _window * most));
        _at = now;
        if (_left < 1)
        {
            return false;
        }

        _left--;
        return true;
    }
}
