namespace Mayfly.Core.Streaming;

/// <summary>A token bucket: a burst passes at once, what follows at a steady rate; the bucket fills again while less is asked for.</summary>
/// <param name="bytesPerSecond">The rate; 0 for none.</param>
/// <param name="burst">What the bucket holds, bytes. Full at first.</param>
/// <param name="time">Fills the bucket.</param>
internal sealed class BandwidthLimit(long bytesPerSecond, long burst, TimeProvider time)
{
    private double _tokens = burst;
    private long _filledAt = time.GetTimestamp();

    /// <summary>Takes tokens for so many bytes, and completes when there have been enough of them.</summary>
    public ValueTask TakeAsync(int bytes)
    {
        if (bytesPerSecond == 0)
        {
            return default;
        }

        long now = time.GetTimestamp();
        _tokens = Math.Min(burst, _tokens + (time.GetElapsedTime(_filledAt, now).TotalSeconds * bytesPerSecond)) - bytes;
        _filledAt = now;
        return _tokens >= 0 ? default : new ValueTask(Task.Delay(TimeSpan.FromSeconds(-_tokens / bytesPerSecond), time));
    }
}
