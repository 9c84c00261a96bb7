namespace Mayfly.Core.Logs;

/// <summary>A log stream as the catalog knows it. Times are milliseconds since 1970; null while it has no event.</summary>
/// <param name="Name">Unique in its group.</param>
/// <param name="CreationTime">When it was made.</param>
/// <param name="FirstEventTime">The smallest timestamp.</param>
/// <param name="LastEventTime">The greatest timestamp.</param>
/// <param name="LastIngestionTime">When its last event arrived.</param>
public sealed record LogStream(string Name, long CreationTime, long? FirstEventTime, long? LastEventTime, long? LastIngestionTime);
