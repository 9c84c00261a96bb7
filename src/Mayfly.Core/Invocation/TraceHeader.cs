using System.Globalization;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;
using Mayfly.Core.Recursion;

namespace Mayfly.Core.Invocation;

/// <summary>X-Ray's trace header: https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader</summary>
internal static class TraceHeader
{
    /// <summary>
    /// Takes the caller's header over, or begins a trace, sampled if the function's tracing is Active; and enters the function in its lineage, so that
    /// a loop is seen when it comes round.
    /// </summary>
    public static string Continue(string given, FunctionVersion version, DateTimeOffset now)
        => given is { Length: > 0 and <= 1024 } && given.Contains("Root=", StringComparison.Ordinal) && !given.AsSpan().ContainsAny('\r', '\n')
            ? Lineage.Enter(given, version.LineageId)
            : Begin(version, now);

    private static string Begin(FunctionVersion version, DateTimeOffset now)
    {
        Span<char> random = stackalloc char[40];
        _ = Convert.TryToHexStringLower(RandomBytes.Take(20), random, out _);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Root=1-{now.ToUnixTimeSeconds():x8}-{random[..24]};Parent={random[24..]};Sampled={(version.TracingMode == "Active" ? '1' : '0')};Lineage={version.LineageId}:1");
    }
}
