namespace Mayfly.Core.Logs;

/// <summary>CloudWatch Logs' published quotas.</summary>
public static class LogLimits
{
    /// <summary>Largest message of one event, bytes of UTF-8.</summary>
    public const int EventBytes = 1024 * 1024;

    /// <summary>Largest PutLogEvents batch: messages plus <see cref="EventOverheadBytes"/> each.</summary>
    public const int BatchBytes = 1024 * 1024;

    /// <summary>What each event counts besides its message.</summary>
    public const int EventOverheadBytes = 26;

    /// <summary>Most events of one batch and of one page.</summary>
    public const int Events = 10_000;

    /// <summary>Most bytes of one page of events.</summary>
    public const int PageBytes = 1024 * 1024;

    /// <summary>Days that PutRetentionPolicy takes.</summary>
    public static IReadOnlyList<int> RetentionDays { get; } =
        [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

    /// <summary>Events older than this are refused.</summary>
    public static TimeSpan OldestEvent => TimeSpan.FromDays(14);

    /// <summary>Events further in the future than this are refused.</summary>
    public static TimeSpan NewestEvent => TimeSpan.FromHours(2);
}
