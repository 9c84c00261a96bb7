using System.Globalization;

namespace Mayfly.Core.Aws;

/// <summary>Times as Lambda writes them where the model has a text.</summary>
internal static class AwsTime
{
    /// <summary>For example 2026-01-31T12:00:00.000+0000.</summary>
    public static string Text(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);
}
