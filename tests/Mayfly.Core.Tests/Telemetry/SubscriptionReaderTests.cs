using System.Text;
using Mayfly.Core.Telemetry;

namespace Mayfly.Core.Tests.Telemetry;

/// <summary>What may be subscribed to, and what is said of the rest.</summary>
public sealed class SubscriptionReaderTests
{
    private const string Http = """ "destination":{"protocol":"HTTP","URI":"http://sandbox.localdomain:8080/path?a=b"} """;

    [Fact]
    public void All_that_is_asked_for_is_read()
    {
        TelemetrySubscription read = Read(TelemetryApi.Telemetry, """{"schemaVersion":"2025-01-29","types":["platform","extension"],HTTP,"buffering":{"maxItems":2000,"maxBytes":300000,"timeoutMs":25}}""".Replace("HTTP", Http, StringComparison.Ordinal))!;

        Assert.Equal(
            new TelemetrySubscription(
                "x",
                TelemetryApi.Telemetry,
                "2025-01-29",
                TelemetryTypes.Platform | TelemetryTypes.Extension,
                new TelemetryDestination(Http: true, 8080, "/path?a=b"),
                new TelemetryBuffering(2000, 300000, TimeSpan.FromMilliseconds(25))),
            read);
        Assert.True(read.TakesObjects);
    }

    [Fact]
    public void What_is_left_out_is_as_on_AWS()
    {
        TelemetrySubscription read = Read(TelemetryApi.Logs, """{"types":["function"],"destination":{"protocol":"HTTP","URI":"http://sandbox:1","method":"PUT","encoding":"JSON"}}""")!;

        Assert.Equal(("2020-08-15", new TelemetryBuffering(10000, 262144, TimeSpan.FromSeconds(1))), (read.Schema, read.Buffering));
        Assert.Equal(new TelemetryDestination(Http: true, 1, "/", Put: true), read.Destination);
        Assert.False(read.TakesObjects);
    }

    [Theory]
    [InlineData("""{"schemaVersion":"2022-07-01","destination":{"protocol":"HTTP","URI":"http://sandbox.localdomain"}}""", "types should not be empty; URI port is not provided")]
    [InlineData("""{"schemaVersion":"2020-08-15","types":["platform"],"destination":{"protocol":"TCP","port":80}}""", "schemaVersion should be one of 2022-07-01, 2022-12-13, 2025-01-29")]
    [InlineData("""{"schemaVersion":"2022-07-01","types":["platform","gossip"],"destination":{"protocol":"TCP","port":80}}""", "type gossip is not one of platform, function, extension")]
    [InlineData("""{"schemaVersion":"2022-07-01","types":["platform"]}""", "destination is not provided")]
    [InlineData("""{"schemaVersion":"2022-07-01","types":["platform"],"destination":{"protocol":"UDP"}}""", "protocol should be HTTP or TCP")]
    [InlineData("""{"schemaVersion":"2022-07-01","types":["platform"],"destination":{"protocol":"TCP","port":70000}}""", "port should be between 1 and 65535")]
    [InlineData("""{"schemaVersion":"2022-07-01","types":["platform"],"destination":{"protocol":"HTTP","URI":"http://example.com:80/"}}""", "URI host should be sandbox.localdomain")]
    [InlineData("""{"schemaVersion":"2022-07-01","types":["platform"],"destination":{"protocol":"HTTP","URI":"https://sandbox.localdomain:80/"}}""", "URI should be http://sandbox.localdomain:PORT/PATH")]
    [InlineData(
        """{"schemaVersion":"2022-07-01","types":["platform"],"destination":{"protocol":"TCP","port":80},"buffering":{"maxItems":999,"maxBytes":1048577,"timeoutMs":24}}""",
        "maxItems should be between 1000 and 10000; maxBytes should be between 262144 and 1048576; timeoutMs should be between 25 and 30000")]
    public void All_faults_are_told_at_once(string body, string faults)
    {
        Assert.Null(SubscriptionReader.Read(TelemetryApi.Telemetry, "x", Encoding.UTF8.GetBytes(body), out string? fault));
        Assert.Equal(faults, fault);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"schemaVersion":1}""")]
    [InlineData("""{"schemaVersion":"2022-07-01","types":"platform"}""")]
    [InlineData("""{"schemaVersion":"2022-07-01","types":["platform"],"destination":{"protocol":"TCP","port":"x"}}""")]
    public void Garbage_is_told_too(string body)
    {
        Assert.Null(SubscriptionReader.Read(TelemetryApi.Telemetry, "x", Encoding.UTF8.GetBytes(body), out string? fault));
        Assert.StartsWith("The body cannot be read as a subscription: ", fault, StringComparison.Ordinal);
    }

    private static TelemetrySubscription? Read(TelemetryApi api, string body) => SubscriptionReader.Read(api, "x", Encoding.UTF8.GetBytes(body), out _);
}
