namespace Mayfly.Core.Concurrency.Scheduled;

/// <summary>The last time of a schedule that was put in force, as it is kept: what was configured by hand since then stays until the next.</summary>
public sealed record ScheduledTick
{
    /// <summary>A published version or an alias.</summary>
    public required string Qualifier { get; init; }

    /// <summary>The schedule as it was written: another one begins anew.</summary>
    public required string Schedule { get; init; }

    public required DateTimeOffset Time { get; init; }
}
