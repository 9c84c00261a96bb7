namespace Mayfly.Core.Streaming;

/// <summary>What platform.runtimeDone tells of a response's time.</summary>
/// <param name="Began">When the runtime began to respond.</param>
/// <param name="Latency">From the event to that moment.</param>
/// <param name="Duration">From that moment to the response's last byte.</param>
/// <param name="Overhead">From that to the runtime's asking for the next event; null where that was not waited for.</param>
internal sealed record ResponseSpans(DateTimeOffset Began, TimeSpan Latency, TimeSpan Duration, TimeSpan? Overhead = null);
