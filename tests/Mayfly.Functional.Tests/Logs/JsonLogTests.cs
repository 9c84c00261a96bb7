using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Logs;

/// <summary>LogFormat JSON: the platform's records, the function's records, and the levels that hold some of them back.</summary>
public sealed class JsonLogTests(SharedServer shared)
{
    private static readonly FunctionSource Node = FunctionSource.Node("""
        exports.handler = async () => { console.debug('at debug'); console.log('at info'); console.warn('at warn'); console.error('at error'); };
        """);

    private static readonly FunctionSource Python = FunctionSource.Python("""
        import logging
        def handler(event, context):
            log = logging.getLogger()
            log.debug('at debug'); log.info('at info'); log.warning('at warn'); log.error('at error')
        """);

    [Theory]
    [InlineData("node")]
    [InlineData("python")]
    public async Task Records_have_AWSs_members(string language)
    {
        JsonObject[] records = await RecordsAsync(language == "node" ? Node : Python, "INFO", "INFO");

        JsonObject start = Assert.Single(records, record => (string?)record["type"] == "platform.start");
        string? id = (string?)start["record"]!["requestId"];
        Assert.Equal("$LATEST", (string?)start["record"]!["version"]);
        JsonObject report = Assert.Single(records, record => (string?)record["type"] == "platform.report");
        JsonNode metrics = report["record"]!["metrics"]!;
        Assert.Equal((id, "success", 128), ((string?)report["record"]!["requestId"], (string?)report["record"]!["status"], (int)metrics["memorySizeMB"]!));
        foreach (string member in (string[])["durationMs", "billedDurationMs", "maxMemoryUsedMB", "initDurationMs"])
        {
            Assert.True((double)metrics[member]! > 0, $"{member} is {metrics[member]}");
        }

        JsonObject info = Assert.Single(records, record => (string?)record["message"] == "at info");
        Assert.Equal(("INFO", id), ((string?)info["level"], (string?)info["requestId"]));
        Assert.NotNull(info["timestamp"]);
        Assert.DoesNotContain(records, record => (string?)record["message"] == "at debug");
    }

    [Theory]
    [InlineData("node")]
    [InlineData("python")]
    public async Task Levels_hold_back(string language)
    {
        JsonObject[] records = await RecordsAsync(language == "node" ? Node : Python, "ERROR", "WARN");

        Assert.Equal("at error", (string?)Assert.Single(records)["message"]);
    }

    /// <summary>Invokes, then waits for the last thing that the function says and all that the platform says after it.</summary>
    private async Task<JsonObject[]> RecordsAsync(FunctionSource source, string application, string system)
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(source, new JsonObject
        {
            ["LoggingConfig"] = new JsonObject { ["LogFormat"] = "JSON", ["ApplicationLogLevel"] = application, ["SystemLogLevel"] = system },
        });
        await lambda.InvokeAsync(name);
        string awaited = system == "INFO" ? "platform.report" : "at error";
        return await Wait.ForAsync<JsonObject[]>($"a record with {awaited}", async () =>
        {
            try
            {
                JsonObject filtered = await lambda.LogsAsync("FilterLogEvents", new JsonObject { ["logGroupName"] = $"/aws/lambda/{name}" });
                JsonObject[] records = [.. filtered["events"]!.AsArray().Select(one => JsonNode.Parse((string)one!["message"]!)!.AsObject())];
                return records.Any(record => record.ToJsonString().Contains(awaited, StringComparison.Ordinal)) ? records : null;
            }
            catch (AwsCallException absent) when (absent.Code == "ResourceNotFoundException")
            {
                return null;
            }
        });
    }
}
