using System.Text.Json.Nodes;
using Mayfly.Core.Tests.Extensions;

namespace Mayfly.Core.Tests.Telemetry;

/// <summary>What two extensions of different making receive of cold start, invocations, crash, timeout and shutdown.</summary>
public sealed class TelemetryDeliveryTests(SandboxFixture sandboxes)
{
    [Fact]
    public async Task The_Telemetry_API_over_HTTP()
    {
        await using ExtensionRoom room = new(await sandboxes.HostAsync(), [("collector", "collector.py"), ("other", "plain.sh")], ExtensionRoom.Function(("OWN", "mine")));

        await room.InvokeAsync("{\"a\":1}");
        await room.Logs.UntilAsync("a report", events => events.Any(line => line.StartsWith("REPORT ", StringComparison.Ordinal)));
        await room.IdleAsync();
        await room.InvokeAsync("{\"fail\":true}");
        await room.Logs.UntilAsync("two reports", events => events.Count(line => line.StartsWith("REPORT ", StringComparison.Ordinal)) == 2);
        await room.IdleAsync();
        room.Retire();
        string[] log = await room.Logs.UntilAsync("the end", events => events.Contains("SHUTDOWN spindown\n"));
        JsonObject[] got = Received(log, "GOT /telemetry ");

        Assert.Contains("registered {\"accountId\":\"000000000000\",\"functionName\":\"f\",\"functionVersion\":\"$LATEST\",\"handler\":\"app.handler\"}\n", log);
        Assert.Contains("subscribed 200 \"OK\"\n", log);
        Assert.Contains("TELEMETRY\tName: collector\tState: Subscribed\tTypes: [Platform, Function, Extension]\n", log);
        Assert.Contains("INVOKE request-1 arn:aws:lambda:us-east-1:000000000000:function:f X-Amzn-Trace-Id\n", log);
        string[] types = [.. got.Select(one => (string)one["type"]!).Where(type => type.StartsWith("platform.", StringComparison.Ordinal))];
        Assert.Equal(
            [
                "platform.initStart", "platform.telemetrySubscription", "platform.initRuntimeDone", "platform.extension", "platform.extension", "platform.initReport",
                "platform.start", "platform.runtimeDone", "platform.report", "platform.start", "platform.runtimeDone", "platform.report",
            ],
            types);
        JsonNode initStart = Record(got, "platform.initStart");
        Assert.Equal(("on-demand", "init", "f", 536870912L), ((string?)initStart["initializationType"], (string?)initStart["phase"], (string?)initStart["functionName"], (long)initStart["instanceMaxMemory"]!));
        Assert.Equal("{\"name\":\"collector\",\"state\":\"Subscribed\",\"types\":[\"platform\",\"function\",\"extension\"]}", Record(got, "platform.telemetrySubscription").ToJsonString());
        Assert.Equal("{\"name\":\"collector\",\"state\":\"Ready\",\"events\":[\"INVOKE\",\"SHUTDOWN\"]}", Record(got, "platform.extension").ToJsonString());
        JsonNode[] done = [.. got.Where(one => (string?)one["type"] == "platform.runtimeDone").Select(one => one["record"]!)];
        Assert.Equal(["responseLatency", "responseDuration"], done[0]["spans"]!.AsArray().Select(span => (string)span!["name"]!));
        Assert.Null(done[1]["spans"]);
        Assert.Equal(("request-1", "success", null), ((string?)done[0]["requestId"], (string?)done[0]["status"], (string?)done[0]["errorType"]));
        Assert.Equal(("request-2", "error", "Function.Own"), ((string?)done[1]["requestId"], (string?)done[1]["status"], (string?)done[1]["errorType"]));
        JsonNode report = Record(got, "platform.report");
        Assert.Equal(("extensionOverhead", 512), ((string?)report["spans"]![0]!["name"], (int)report["metrics"]!["memorySizeMB"]!));
        Assert.True((double)report["metrics"]!["durationMs"]! >= (double)done[0]["metrics"]!["durationMs"]!);
        Assert.Contains(got, one => (string?)one["type"] == "function" && one["record"]!.ToString() == "handling {'a': 1}");
        Assert.Contains(got, one => (string?)one["type"] == "extension" && one["record"]!.ToString() == "env none none f mine");
    }

    [Fact]
    public async Task The_times_of_a_streamed_response()
    {
        await using ExtensionRoom room = new(await sandboxes.HostAsync(), [("collector", "collector.py")], ExtensionRoom.Function());

        Assert.Equal("one two", await room.StreamAsync("{\"stream\":[\"one \",\"two\"]}"));
        await room.Logs.UntilAsync("a report", events => events.Any(line => line.StartsWith("REPORT ", StringComparison.Ordinal)));
        await room.IdleAsync();
        room.Retire();
        string[] log = await room.Logs.UntilAsync("the end", events => events.Contains("SHUTDOWN spindown\n"));
        JsonObject[] got = Received(log, "GOT /telemetry ");

        JsonNode done = Record(got, "platform.runtimeDone");
        JsonNode[] spans = [.. done["spans"]!.AsArray().Select(one => one!)];
        Assert.Equal(["responseLatency", "responseDuration", "runtimeOverhead"], spans.Select(span => (string)span["name"]!));
        Assert.Equal(7, (long)done["metrics"]!["producedBytes"]!);
        Assert.InRange(spans.Sum(span => (double)span["durationMs"]!), 0, (double)done["metrics"]!["durationMs"]! + 0.01);
        Assert.Equal(spans.Select(span => (DateTimeOffset)span["start"]!).Order(), spans.Select(span => (DateTimeOffset)span["start"]!));
    }

    [Fact]
    public async Task The_Logs_API_over_TCP_across_a_crash()
    {
        await using ExtensionRoom room = new(await sandboxes.HostAsync(), [("shipper", "shipper.mjs")], ExtensionRoom.Function());

        await room.InvokeAsync("{\"a\":1}");
        await room.Logs.UntilAsync("a report", events => events.Any(line => line.StartsWith("REPORT ", StringComparison.Ordinal)));
        await room.IdleAsync();
        await room.InvokeAsync("{\"exit\":7}");
        string[] log = await room.Logs.UntilAsync("the end", events => events.Contains("SHUTDOWN failure\n"));
        JsonObject[] got = Received(log, "LINE ");

        Assert.Contains("subscribed 200 \"OK\"\n", log);
        Assert.Contains("other api 403\n", log);
        Assert.Contains("LOGS\tName: shipper\tState: Subscribed\tTypes: [Platform, Function]\n", log);
        string[] types = [.. got.Select(one => (string)one["type"]!).Where(type => type.StartsWith("platform.", StringComparison.Ordinal))];
        Assert.Equal(
            [
                "platform.logsSubscription", "platform.extension", "platform.start", "platform.runtimeDone", "platform.end", "platform.report",
                "platform.start", "platform.fault", "platform.runtimeDone", "platform.end", "platform.report",
            ],
            types);
        Assert.Equal("RequestId: request-2 Error: Runtime exited with error: exit status 7\nRuntime.ExitError\n", (string?)Record(got, "platform.fault"));
        Assert.Contains(got, one => (string?)one["type"] == "function" && one["record"]!.ToString() == "handling {'exit': 7}");
    }

    [Fact]
    public async Task A_timeout_is_told_before_the_shutdown()
    {
        await using ExtensionRoom room = new(
            await sandboxes.HostAsync(), [("collector", "collector.py")], ExtensionRoom.Function() with { Timeout = TimeSpan.FromSeconds(2) });

        await room.InvokeAsync("{\"hang\":true}");
        string[] log = await room.Logs.UntilAsync("the end", events => events.Contains("SHUTDOWN timeout\n"));

        Assert.Equal("timeout", (string?)Record(Received(log, "GOT /telemetry "), "platform.report")["status"]);
    }

    private static JsonObject[] Received(string[] log, string prefix)
        => [.. log.Where(line => line.StartsWith(prefix, StringComparison.Ordinal)).Select(line => JsonNode.Parse(line[prefix.Length..])!.AsObject())];

    private static JsonNode Record(JsonObject[] events, string type) => events.First(one => (string?)one["type"] == type)["record"]!;
}
