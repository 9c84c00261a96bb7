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
        => IsTrace(given)
            ? Lineage.Enter(given.Contains("Parent=", StringComparison.Ordinal) ? given : Complete(given, version), version.LineageId)
            : New(version, now, enters: true);

    /// <summary>The caller's header as it is, or a new trace: for an event that <see cref="Continue"/> sees later, in each of its attempts.</summary>
    public static string Begin(string given, FunctionVersion version, DateTimeOffset now) => IsTrace(given) ? given : New(version, now, enters: false);

    /// <summary>The root of a new trace, for who tells of it before it is known which version answers.</summary>
    public static string Begin(DateTimeOffset now)
    {
        Span<char> random = stackalloc char[24];
        _ = Convert.TryToHexStringLower(RandomBytes.Take(12), random, out _);
        return string.Create(CultureInfo.InvariantCulture, $"Root=1-{now.ToUnixTimeSeconds():x8}-{random}");
    }

    private static bool IsTrace(string given)
        => given is { Length: > 0 and <= 1024 } && given.Contains("Root=", StringComparison.Ordinal) && !given.AsSpan().ContainsAny('\r', '\n');

    private static string New(FunctionVersion version, DateTimeOffset now, bool enters)
    {
        Span<char> random = stackalloc char[40];
        _ = Convert.TryToHexStringLower(RandomBytes.Take(20), random, out _);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Root=1-{now.ToUnixTimeSeconds():x8}-{random[..24]};Parent={random[24..]};Sampled={SampledBy(version)}{(enters ? ";Lineage=" : string.Empty)}{(enters ? version.LineageId : string.Empty)}{(enters ? ":1" : string.Empty)}");
    }

    /// <summary>Whoever gives a root alone leaves it to the function whether the trace is sampled.</summary>
    private static string Complete(string given, FunctionVersion version)
    {
        Span<char> parent = stackalloc char[16];
        _ = Convert.TryToHexStringLower(RandomBytes.Take(8), parent, out _);
        string sampled = given.Contains("Sampled=", StringComparison.Ordinal) ? string.Empty : $";Sampled={SampledBy(version)}";
        return string.Create(CultureInfo.InvariantCulture, $"{given};Parent={parent}{sampled}");
    }

    private static char SampledBy(FunctionVersion version) => version.TracingMode == "Active" ? '1' : '0';
}
