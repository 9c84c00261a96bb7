namespace Mayfly.Core.Versions;

/// <summary>
/// Decides for each invocation of an alias which version it meets. The decisions follow the golden ratio's low-discrepancy sequence: without a period
/// that a caller's habits could fall in step with, and with shares that stay within a handful of invocations of the exact weights however many there
/// are. (H. Niederreiter, Random Number Generation and Quasi-Monte Carlo Methods, SIAM 1992, chapter 3.)
/// </summary>
internal sealed class AliasRoute(AliasRecord alias)
{
    /// <summary>2^64 divided by the golden ratio, odd: adding it walks through all 64-bit numbers, evenly.</summary>
    private const ulong Step = 0x9E37_79B9_7F4A_7C15;

    private ulong _position = (ulong)Random.Shared.NextInt64();

    public AliasRecord Alias => alias;

    /// <summary>The version for one more invocation. Lock-free, allocates nothing.</summary>
    public string Next()
    {
        if (alias.AdditionalVersion is not string additional)
        {
            return alias.FunctionVersion;
        }

        double point = (Interlocked.Add(ref _position, Step) >> 11) * (1.0 / (1UL << 53));
        return point < alias.AdditionalWeight ? additional : alias.FunctionVersion;
    }
}
