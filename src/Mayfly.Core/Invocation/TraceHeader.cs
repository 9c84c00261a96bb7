using System.Globalization;
using System.Security.Cryptography;

namespace Mayfly.Core.Invocation;

/// <summary>X-Ray's trace header: https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader</summary>
internal static class TraceHeader
{
    /// <summary>Takes the caller's header over, or begins an unsampled trace.</summary>
    public static string Continue(string? given, DateTimeOffset now)
        => given is { Length: > 0 and <= 1024 } && given.Contains("Root=", StringComparison.Ordinal) && !given.AsSpan().ContainsAny('\r', '\n')
            ? given
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Root=1-{now.ToUnixTimeSeconds():x8}-{RandomNumberGenerator.GetHexString(24, lowercase: true)};Parent={RandomNumberGenerator.GetHexString(16, lowercase: true)};Sampled=0");
}
