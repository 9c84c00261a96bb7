namespace Mayfly.Core.Logs.Lambda;

/// <summary>The trace that an invocation belongs to.</summary>
/// <param name="TraceId">For example 1-5e34a614-10bd0c3e1fb44f07bc535a1b.</param>
/// <param name="SegmentId">Sixteen hexadecimal digits: the function's segment.</param>
/// <param name="Sampled">Whether it is recorded. Only then does the REPORT line name it.</param>
/// <param name="Header">The value of X-Amzn-Trace-Id.</param>
internal sealed record PlatformTrace(string TraceId, string SegmentId, bool Sampled, string Header);
