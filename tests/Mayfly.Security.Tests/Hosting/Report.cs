using System.Text.Json.Nodes;

namespace Mayfly.Security.Tests.Hosting;

/// <summary>Reads what hostile functions report: what they tried, and how it ended: "ok …" or the name of an error.</summary>
internal static class Report
{
    /// <summary>Every attempt must have failed, and there must have been some.</summary>
    public static void AssertNothingSucceeded(JsonNode report, int atLeast = 1)
    {
        JsonObject attempts = report.AsObject();
        Assert.True(attempts.Count >= atLeast, $"Only {attempts.Count} attempts were made: {report}");
        Assert.DoesNotContain(attempts, attempt => attempt.Value!.GetValue<string>().StartsWith("ok", StringComparison.Ordinal));
    }

    public static void AssertSucceeded(JsonNode report, string attempt) => Assert.StartsWith("ok", report[attempt]!.GetValue<string>(), StringComparison.Ordinal);
}
