namespace Mayfly.Core.Logs;

/// <summary>Which streams to list and how.</summary>
/// <param name="Prefix">How the name begins; null for any.</param>
/// <param name="ByLastEvent">Ordered by the time of the last event (streams without one count as zero), then by name; otherwise by name.</param>
/// <param name="Descending">Greatest first.</param>
public readonly record struct LogStreamListing(string? Prefix, bool ByLastEvent, bool Descending);
