using Mayfly.Core.RuntimeApi;
using Mayfly.Core.Streaming;

namespace Mayfly.Core.Environments;

/// <summary>What the REPORT line tells.</summary>
/// <param name="Duration">From handing the event over to its answer.</param>
/// <param name="PeakMemoryBytes">The most memory that the environment has held.</param>
/// <param name="InitDuration">Time of the Init phase, with the first event only.</param>
/// <param name="Reply">How it ended. Its body may be gone already.</param>
/// <param name="ProducedBytes">The body's length.</param>
/// <param name="RuntimeDuration">The runtime's part of the duration; null when that is all.</param>
/// <param name="ExtensionOverhead">The part in which only extensions were still at work.</param>
/// <param name="Spans">The times of a streamed response.</param>
internal readonly record struct InvocationReport(
    TimeSpan Duration,
    long PeakMemoryBytes,
    TimeSpan? InitDuration,
    RuntimeReply Reply,
    long ProducedBytes,
    TimeSpan? RuntimeDuration = null,
    TimeSpan? ExtensionOverhead = null,
    ResponseSpans? Spans = null);
