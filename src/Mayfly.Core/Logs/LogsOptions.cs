namespace Mayfly.Core.Logs;

/// <summary>How logs are buffered, stored and kept. Sizes are bytes.</summary>
public sealed class LogsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Logs";

    /// <summary>Where segments and their index live; made with mode 0700.</summary>
    public string Folder { get; set; } = "";

    /// <summary>Retention, in days, of groups that Mayfly makes by itself; null keeps events for ever, as AWS does.</summary>
    public int? DefaultRetentionDays { get; set; }

    /// <summary>A segment is sealed by the first write past this size.</summary>
    public int SegmentBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>A segment is sealed when it grows older than this, so that retention can delete it.</summary>
    public TimeSpan SegmentAge { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How many groups' files may be open for writing at a time.</summary>
    public int OpenSegments { get; set; } = 128;

    /// <summary>How much one stream may have in memory before its source is asked to wait.</summary>
    public int StreamBufferBytes { get; set; } = 1024 * 1024;

    /// <summary>How much all streams together may have in memory; past it, those above their fair share wait.</summary>
    public int TotalBufferBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>The longest that an event stays in memory only.</summary>
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How often expired segments are looked for.</summary>
    public TimeSpan RetentionInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How many requests may read segments at a time; others wait.</summary>
    public int ConcurrentReads { get; set; } = 4;

    /// <summary>How many bytes of events one page of FilterLogEvents may look at before it answers with a token.</summary>
    public int ScanBytesPerPage { get; set; } = 64 * 1024 * 1024;
}
