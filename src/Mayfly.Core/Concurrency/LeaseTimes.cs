namespace Mayfly.Core.Concurrency;

/// <summary>How long leases last without a word between a node and their home.</summary>
public static class LeaseTimes
{
    /// <summary>After this, counted from when it asked, a node starts nothing on what it was given.</summary>
    public static TimeSpan Term { get; } = TimeSpan.FromSeconds(15);

    /// <summary>After this, counted from when it answered, a home gives to others what a silent node held. Longer than the term by more than clocks drift apart in it.</summary>
    public static TimeSpan Expiry { get; } = TimeSpan.FromSeconds(20);

    /// <summary>How often a node renews what it holds, and gives back what lies idle.</summary>
    public static TimeSpan Beat { get; } = TimeSpan.FromSeconds(5);

    /// <summary>After so many beats without any invocation the last lease goes back too: AWS's and our environments are gone by then.</summary>
    public const int IdleBeats = 120;
}
