using System.Buffers;
using System.Text;
using Mayfly.Core.Functions;
using Mayfly.Core.Logs.Lambda;

namespace Mayfly.Core.Tests.Logs.Lambda;

/// <summary>Lambda's own lines, held to recorded ones.</summary>
public sealed class PlatformLogTests
{
    private const string Id = "8f507cfc-aaaa-4697-b07a-ac58fc914c95";
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 7, 30, 27, 768, TimeSpan.Zero);
    private static readonly PlatformTrace Trace = new("1-5e34a614-10bd0c3e1fb44f07bc535a1b", "07f5aaaa2d1f6f85", true, "Root=1-5e34a614-10bd0c3e1fb44f07bc535a1b;Parent=07f5aaaa2d1f6f85;Sampled=1");

    private static readonly PlatformReport Report = new()
    {
        RequestId = Id,
        Duration = TimeSpan.FromMilliseconds(79.6661),
        MemorySizeMb = 128,
        MaxMemoryUsedMb = 73,
        ProducedBytes = 40,
    };

    private static readonly PlatformInit Init = new("nodejs:20.v22", "arn:aws:lambda:us-east-1::runtime:da57", "hello", "$LATEST", "2026/11/24/[$LATEST]22be", 256);

    [Fact]
    public void Text_of_a_first_invocation()
    {
        Assert.Equal("INIT_START Runtime Version: nodejs:20.v22\tRuntime Version ARN: arn:aws:lambda:us-east-1::runtime:da57\n", Text((log, output) => log.InitStart(output, Now, Init)));
        Assert.Equal($"START RequestId: {Id} Version: $LATEST\n", Text((log, output) => log.Start(output, Now, Id, "$LATEST", null)));
        Assert.Equal($"END RequestId: {Id}\n", Text((log, output) => log.End(output, Now, Report)));
        Assert.Equal(
            $"REPORT RequestId: {Id}\tDuration: 79.67 ms\tBilled Duration: 214 ms\tMemory Size: 128 MB\tMax Memory Used: 73 MB\tInit Duration: 133.61 ms\t\n",
            Text((log, output) => log.Report(output, Now, Report with { InitDuration = TimeSpan.FromMilliseconds(133.61) })));
    }

    [Fact]
    public void Text_of_later_invocations_failures_and_traces()
    {
        Assert.Equal($"REPORT RequestId: {Id}\tDuration: 79.67 ms\tBilled Duration: 80 ms\tMemory Size: 128 MB\tMax Memory Used: 73 MB\t\n", Text((log, output) => log.Report(output, Now, Report)));
        Assert.EndsWith(
            "Max Memory Used: 73 MB\t\nXRAY TraceId: 1-5e34a614-10bd0c3e1fb44f07bc535a1b\tSegmentId: 07f5aaaa2d1f6f85\tSampled: true\t\n",
            Text((log, output) => log.Report(output, Now, Report with { Trace = Trace })),
            StringComparison.Ordinal);
        Assert.EndsWith("Max Memory Used: 73 MB\tStatus: timeout\n", Text((log, output) => log.Report(output, Now, Report with { Status = PlatformStatus.Timeout, ErrorType = "Sandbox.Timedout" })), StringComparison.Ordinal);
        Assert.EndsWith(
            "Max Memory Used: 73 MB\tStatus: error\tError Type: Runtime.ExitError\n",
            Text((log, output) => log.Report(output, Now, Report with { Status = PlatformStatus.Error, ErrorType = "Runtime.ExitError" })),
            StringComparison.Ordinal);
        Assert.Equal(
            $"2026-11-24T07:30:27.768Z {Id} Task timed out after 3.00 seconds\n\n",
            Text((log, output) => log.TimedOut(output, Now, Id, TimeSpan.FromSeconds(3))));
        Assert.Equal(
            "INIT_REPORT Init Duration: 154.03 ms\tPhase: init\tStatus: error\tError Type: Runtime.ExitError\n",
            Text((log, output) => log.InitReport(output, Now, new PlatformInitReport(TimeSpan.FromMilliseconds(154.03), "init", PlatformStatus.Error, "Runtime.ExitError"))));
        Assert.Equal(
            "INIT_REPORT Init Duration: 3003.83 ms\tPhase: invoke\tStatus: timeout\n",
            Text((log, output) => log.InitReport(output, Now, new PlatformInitReport(TimeSpan.FromMilliseconds(3003.83), "invoke", PlatformStatus.Timeout, null))));
    }

    [Fact]
    public void Json_records()
    {
        Assert.Equal(
            """{"time":"2026-11-24T07:30:27.768Z","type":"platform.initStart","record":{"initializationType":"on-demand","phase":"init","runtimeVersion":"nodejs:20.v22","runtimeVersionArn":"arn:aws:lambda:us-east-1::runtime:da57","functionName":"hello","functionVersion":"$LATEST","instanceId":"2026/11/24/[$LATEST]22be","instanceMaxMemory":268435456}}""" + "\n",
            Json("INFO", (log, output) => log.InitStart(output, Now, Init)));
        Assert.Equal(
            $$$$"""{"time":"2026-11-24T07:30:27.768Z","type":"platform.start","record":{"requestId":"{{{{Id}}}}","version":"$LATEST","tracing":{"spanId":"07f5aaaa2d1f6f85","type":"X-Amzn-Trace-Id","value":"{{{{Trace.Header}}}}"}}}""" + "\n",
            Json("INFO", (log, output) => log.Start(output, Now, Id, "$LATEST", Trace)));
        Assert.Equal(
            $$$$"""{"time":"2026-11-24T07:30:27.768Z","type":"platform.report","record":{"requestId":"{{{{Id}}}}","metrics":{"durationMs":79.666,"billedDurationMs":80,"memorySizeMB":128,"maxMemoryUsedMB":73},"status":"success"}}""" + "\n",
            Json("INFO", (log, output) => log.Report(output, Now, Report)));
        Assert.Equal(
            $$$$"""{"time":"2026-11-24T07:30:27.768Z","type":"platform.runtimeDone","record":{"requestId":"{{{{Id}}}}","status":"success","metrics":{"durationMs":79.666,"producedBytes":40}}}""" + "\n",
            Json("DEBUG", (log, output) => log.End(output, Now, Report)));
        Assert.Equal(
            """{"time":"2026-11-24T07:30:27.768Z","type":"platform.initReport","record":{"initializationType":"on-demand","phase":"init","status":"error","errorType":"Runtime.ExitError","metrics":{"durationMs":154.03}}}""" + "\n",
            Json("WARN", (log, output) => log.InitReport(output, Now, new PlatformInitReport(TimeSpan.FromMilliseconds(154.03), "init", PlatformStatus.Error, "Runtime.ExitError"))));
    }

    [Theory]
    [InlineData("DEBUG", "platform.initStart platform.initRuntimeDone platform.initReport platform.start platform.runtimeDone platform.report")]
    [InlineData("INFO", "platform.initStart platform.start platform.report")]
    [InlineData("WARN", "")]
    public void System_levels_leave_lines_out(string level, string expected) => Assert.Equal(expected, Types(level, PlatformStatus.Success));

    [Fact]
    public void What_goes_wrong_is_told_at_every_level() =>
        Assert.Equal("platform.initRuntimeDone platform.initReport platform.runtimeDone platform.report", Types("WARN", PlatformStatus.Timeout));

    [Fact]
    public void Text_leaves_out_what_AWS_leaves_out()
    {
        Assert.Equal("", Text((log, output) => log.InitStart(output, Now, Init with { RuntimeVersion = null })));
        Assert.Equal("", Text((log, output) => log.InitRuntimeDone(output, Now, new PlatformInitReport(default, "init", PlatformStatus.Error, "x"))));
        Assert.Equal("", Text((log, output) => log.InitReport(output, Now, new PlatformInitReport(default, "init", PlatformStatus.Success, null))));
        Assert.Equal("", Json("DEBUG", (log, output) => log.TimedOut(output, Now, Id, default)));
    }

    [Theory]
    [InlineData("/aws/lambda/hello", @"^2026/11/24/\[\$LATEST\][0-9a-f]{32}$")]
    [InlineData("/shared", @"^2026/11/24/hello\[\$LATEST\][0-9a-f]{32}$")]
    public void Streams_are_named_as_on_AWS(string group, string expected) => Assert.Matches(expected, LambdaLogStream.NewName(Now, "hello", "$LATEST", group));

    private static string Types(string level, PlatformStatus status)
    {
        PlatformInitReport init = new(default, "init", status, null);
        Func<PlatformLog, IBufferWriter<byte>, bool>[] all =
        [
            (log, output) => log.InitStart(output, Now, Init),
            (log, output) => log.InitRuntimeDone(output, Now, init),
            (log, output) => log.InitReport(output, Now, init),
            (log, output) => log.Start(output, Now, Id, "1", null),
            (log, output) => log.End(output, Now, Report with { Status = status }),
            (log, output) => log.Report(output, Now, Report with { Status = status }),
        ];
        return string.Join(' ', all.Select(write => Json(level, write)).Where(line => line.Length > 0).Select(line => line.Split('"')[7]));
    }

    private static string Text(Func<PlatformLog, IBufferWriter<byte>, bool> write) => Compose(new LoggingSettings(false, "INFO", "INFO", "/g"), write);

    private static string Json(string level, Func<PlatformLog, IBufferWriter<byte>, bool> write) => Compose(new LoggingSettings(true, "INFO", level, "/g"), write);

    private static string Compose(LoggingSettings settings, Func<PlatformLog, IBufferWriter<byte>, bool> write)
    {
        ArrayBufferWriter<byte> output = new();
        Assert.Equal(write(new PlatformLog(settings), output), output.WrittenCount > 0);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
