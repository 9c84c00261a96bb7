using CsCheck;
using Mayfly.Core.Streaming;
using Microsoft.Extensions.Time.Testing;

namespace Mayfly.Core.Tests.Streaming;

public sealed class BandwidthLimitTests
{
    [Fact]
    public void A_burst_passes_at_once_and_the_rest_at_the_rate()
    {
        FakeTimeProvider time = new();
        BandwidthLimit limit = new(bytesPerSecond: 2000, burst: 6000, time);
        Assert.True(Take(limit, 6000).IsCompletedSuccessfully);
        Task after = Take(limit, 1000);
        Assert.False(after.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(499));
        Assert.False(after.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(after.IsCompletedSuccessfully);
    }

    [Fact]
    public void The_bucket_fills_again_and_no_further_than_it_was()
    {
        FakeTimeProvider time = new();
        BandwidthLimit limit = new(2000, 6000, time);
        Assert.True(Take(limit, 6000).IsCompleted);
        time.Advance(TimeSpan.FromHours(1));
        Assert.True(Take(limit, 6000).IsCompletedSuccessfully);
        Assert.False(Take(limit, 100).IsCompleted);
    }

    [Fact]
    public void Without_a_rate_everything_passes() => Assert.True(Take(new BandwidthLimit(0, 0, new FakeTimeProvider()), int.MaxValue).IsCompleted);

    [Fact]
    public void No_more_passes_in_any_time_than_the_burst_and_the_rate_allow() =>
        Gen.Select(Gen.Int[1, 5000].Array[1, 50], Gen.Int[0, 2000].Array[50]).Sample((takes, pauses) =>
        {
            FakeTimeProvider time = new();
            DateTimeOffset began = time.GetUtcNow();
            BandwidthLimit limit = new(2000, 6000, time);
            long passed = 0;
            for (int i = 0; i < takes.Length; i++)
            {
                time.Advance(TimeSpan.FromMilliseconds(pauses[i]));
                Task taken = Take(limit, takes[i]);
                while (!taken.IsCompleted)
                {
                    time.Advance(TimeSpan.FromMilliseconds(1));
                }

                passed += takes[i];
                Assert.True(passed <= 6000 + (2000 * (time.GetUtcNow() - began).TotalSeconds) + 1, $"{passed} bytes in {time.GetUtcNow() - began}");
            }
        });

    private static Task Take(BandwidthLimit limit, int bytes) => limit.TakeAsync(bytes).AsTask();
}
