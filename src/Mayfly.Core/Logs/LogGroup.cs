namespace Mayfly.Core.Logs;

/// <summary>A log group as the catalog knows it. Times are milliseconds since 1970.</summary>
/// <param name="Key">Whose it is and its name.</param>
/// <param name="CreationTime">When it was made.</param>
/// <param name="RetentionDays">How long its events are kept; null for ever.</param>
/// <param name="StoredBytes">What its segments take on disk.</param>
public sealed record LogGroup(LogGroupKey Key, long CreationTime, int? RetentionDays, long StoredBytes);
