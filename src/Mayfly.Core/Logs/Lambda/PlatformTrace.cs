namespace Mayfly.Core.Logs.Lambda;

/// <summary>The trace that an invocation belongs to.</summary>
/// <param name="TraceId">For example 1-5e34a614-10bd0c3e1fb44f07bc535a1b.</param>
/// <param name="SegmentId">Sixteen hexadecimal digits: the function's segment.</param>
/// <param name="Sampled">Whether it is recorded. Only then does the REPORT line name it.</param>
/// <param name="Header">The value of X-Amzn-Trace-Id.</param>
internal sealed record PlatformTrace(string TraceId, string SegmentId, bool Sampled, string Header)
{
    /// <summary>Reads a trace header. Null when the trace is not recorded: nothing is logged of it then.</summary>
    public static PlatformTrace? OfSampled(string header)
        => header.Contains("Sampled=1", StringComparison.Ordinal) && Part(header, "Root=") is string root && Part(header, "Parent=") is string parent
            ? new PlatformTrace(root, parent, true, header)
            : null;

    private static string? Part(string header, string name)
    {
        int start = header.IndexOf(name, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        start += name.Length;
        int end = header.IndexOf(';', start);
        return end < 0 ? header[start..] : header[start..end];
    }
}
