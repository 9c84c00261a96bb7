using System.Collections.Concurrent;
using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Concurrency;

/// <summary>How fast one function may grow: so many new environments each ten seconds. https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html</summary>
public sealed class ScalingRate(IOptions<InvocationOptions> options, TimeProvider time)
{
    private static readonly TimeSpan _window = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<FunctionKey, Bucket> _buckets = new();

    /// <summary>Whether one more environment may be started now; if so, it is counted.</summary>
    public bool TryStart(in FunctionKey function)
    {
        int most = options.Value.EnvironmentsPerTenSeconds;
        Bucket bucket = _buckets.GetOrAdd(function, static (_, start) => new Bucket { Left = start.most, At = start.now }, (most, now: time.GetTimestamp()));
        lock (bucket)
        {
            long now = time.GetTimestamp();
            bucket.Left = Math.Min(most, bucket.Left + (time.GetElapsedTime(bucket.At, now) / _window * most));
            bucket.At = now;
            if (bucket.Left < 1)
            {
                return false;
            }

            bucket.Left--;
            return true;
        }
    }

    private sealed class Bucket
    {
        public double Left;
        public long At;
    }
}
