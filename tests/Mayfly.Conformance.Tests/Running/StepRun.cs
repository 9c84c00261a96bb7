using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mayfly.Conformance.Tests.Matching;
using Mayfly.Conformance.Tests.Packs;
using Mayfly.Functional.Tests.Clients;

namespace Mayfly.Conformance.Tests.Running;

/// <summary>One step of a case: an invocation, and all that is expected of its answer and its log.</summary>
internal sealed partial class StepRun(ConformanceFunctions functions, ConformanceRuntime runtime, string function, int memoryMb, JsonObject step, string place)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="number">From 1, for a step that is taken many times.</param>
    public async Task InvokeAsync(int number)
    {
        Dictionary<string, string> names = new()
        {
            ["runtime"] = runtime.Name,
            ["functionName"] = function,
            ["memory"] = memoryMb.ToString(CultureInfo.InvariantCulture),
            ["functionArn"] = $"arn:aws:lambda:{AwsClient.DefaultRegion}:{AwsClient.DefaultAccount}:function:{function}",
        };
        Values before = new(runtime.Facts, names, number);
        string payload = (string?)step["eventText"] ?? Write(before.Fill(step["event"]));
        RawAnswer answer = await functions.InvokeAsync(function, payload, [.. Headers()]);
        string log = Encoding.UTF8.GetString(Convert.FromBase64String(answer.Header("X-Amz-Log-Result") ?? ""));

        names["requestId"] = answer.Header("x-amzn-RequestId") ?? "";
        Values after = new(runtime.Facts, names, number);
        Assert.True(answer.Status == 200, $"{place}: HTTP status {answer.Status}: {answer.Text}");
        CheckAnswer(answer, after, log);
        CheckLog(log, after);
        await CheckFunctionLogAsync(after);
    }

    private IEnumerable<(string Name, string Value)> Headers()
    {
        yield return ("X-Amz-Log-Type", "Tail");
        if (step["clientContext"] is { } context)
        {
            yield return ("X-Amz-Client-Context", Convert.ToBase64String(Encoding.UTF8.GetBytes(Write(context))));
        }

        if ((string?)step["traceId"] is string trace)
        {
            yield return ("X-Amzn-Trace-Id", trace);
        }
    }

    private void CheckAnswer(RawAnswer answer, Values values, string log)
    {
        bool failure = step.ContainsKey("failure");
        Assert.True(answer.Header("X-Amz-Function-Error") == (failure ? "Unhandled" : null), $"{place}: {(failure ? "no failure" : "a failure")}: {answer.Text}\n{log}");
        if (failure || step.ContainsKey("result"))
        {
            JsonNode? expected = values.Fill(failure ? step["failure"] : step["result"]);
            string? difference = Template.Difference(expected, JsonNode.Parse(answer.Body));
            Assert.True(difference is null, $"{place}: {difference}\n{log}");
        }

        if (step.ContainsKey("text"))
        {
            Assert.Equal((string?)values.Fill(step["text"]), answer.Text);
        }
    }

    private void CheckLog(string log, Values values)
    {
        foreach (string pattern in Patterns("log", values))
        {
            Assert.True(Regex.IsMatch(log, pattern), $"{place}: the log has nothing like {pattern}:\n{log}");
        }

        foreach (string pattern in Patterns("notLog", values))
        {
            Assert.False(Regex.IsMatch(log, pattern), $"{place}: the log must have nothing like {pattern}:\n{log}");
        }

        if (step["records"] is JsonArray expected)
        {
            JsonNode?[] records = [.. log.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line))];
            foreach (JsonNode? record in values.Fill(expected)!.AsArray())
            {
                Assert.True(
                    records.Any(found => Template.Difference(record, found) is null),
                    $"{place}: the log has no record {record!.ToJsonString()}:\n{log}");
            }
        }
    }

    /// <summary>What stands outside the invocation's own lines: what an Init phase said that failed.</summary>
    private async Task CheckFunctionLogAsync(Values values)
    {
        string[] patterns = [.. Patterns("functionLog", values)];
        if (patterns.Length > 0)
        {
            string log = await functions.LogAsync(function, log => patterns.All(pattern => Regex.IsMatch(log, pattern)));
            Assert.All(patterns, pattern => Assert.True(Regex.IsMatch(log, pattern), $"{place}: the function's log has nothing like {pattern}:\n{log}"));
        }
    }

    /// <summary>JSON with all letters as they are; the serializer would escape those beyond the first 65,536.</summary>
    private static string Write(JsonNode? node) => EscapedPair().Replace(
        node?.ToJsonString(Plain) ?? "null", static pair => Regex.Unescape(pair.Value));

    [GeneratedRegex(@"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")]
    private static partial Regex EscapedPair();

    private IEnumerable<string> Patterns(string member, Values values)
        => values.Fill(step[member], asPattern: true)?.AsArray().Select(pattern => (string)pattern!) ?? [];
}
