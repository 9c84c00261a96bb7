namespace Mayfly.Core.Telemetry;

/// <summary>When a batch is sent: as soon as one of the bounds is reached. Ranges and defaults are AWS's.</summary>
internal sealed record TelemetryBuffering(int MaxItems, int MaxBytes, TimeSpan Timeout)
{
    public const int LeastItems = 1_000, MostItems = 10_000;

    public const int LeastBytes = 262_144, MostBytes = 1_048_576;

    public const int LeastTimeoutMs = 25, MostTimeoutMs = 30_000;

    public static TelemetryBuffering Default { get; } = new(MostItems, LeastBytes, TimeSpan.FromSeconds(1));
}
