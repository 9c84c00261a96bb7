using Mayfly.Core.RuntimeApi;

namespace Mayfly.Core.Environments;

/// <summary>What the REPORT line tells.</summary>
/// <param name="Duration">From handing the event over to its answer.</param>
/// <param name="PeakMemoryBytes">The most memory that the environment has held.</param>
/// <param name="InitDuration">Time of the Init phase, with the first event only.</param>
/// <param name="Reply">How it ended.</param>
internal readonly record struct InvocationReport(TimeSpan Duration, long PeakMemoryBytes, TimeSpan? InitDuration, RuntimeReply Reply);
