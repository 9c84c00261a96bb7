using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Async;

/// <summary>What comes of events reaches destinations and dead-letter queues, over the wire of the services themselves.</summary>
public sealed class DestinationTests : OwnServer
{
    private const string Topic = "arn:aws:sns:us-east-1:000000000000:news";

    private static readonly FunctionSource Moody = FunctionSource.Node(
        "exports.handler = async event => { if (event.fail) throw new Error('in a bad mood'); return { well: event.a }; };");

    [Fact]
    public async Task A_success_reaches_a_queue()
    {
        await using FauxqsServer services = await FauxqsServer.StartAsync();
        MayflyServer server = await StartAsync(services.Url);
        string name = await CreateAsync(server, success: FauxqsServer.QueueArn("told"));
        string id = await SendAsync(server, name, """{"a":5}""");

        JsonNode record = JsonNode.Parse((string)(await services.ReceiveAsync("told"))["Body"]!)!;
        Assert.Equal((id, "Success", 1), ((string?)record["requestContext"]!["requestId"], (string?)record["requestContext"]!["condition"], (int)record["requestContext"]!["approximateInvokeCount"]!));
        Assert.Equal((5, 5, "$LATEST"), ((int)record["requestPayload"]!["a"]!, (int)record["responsePayload"]!["well"]!, (string?)record["responseContext"]!["executedVersion"]));
    }

    [Fact]
    public async Task A_failure_reaches_a_FIFO_queue_and_the_dead_letter_queue()
    {
        await using FauxqsServer services = await FauxqsServer.StartAsync();
        MayflyServer server = await StartAsync(services.Url);
        string name = await CreateAsync(server, failure: FauxqsServer.QueueArn("ordered.fifo"), letters: FauxqsServer.QueueArn("letters"));
        string id = await SendAsync(server, name, """{"fail":true}""");

        JsonNode record = JsonNode.Parse((string)(await services.ReceiveAsync("ordered.fifo"))["Body"]!)!;
        Assert.Equal(("RetriesExhausted", "Unhandled", "in a bad mood"), ((string?)record["requestContext"]!["condition"], (string?)record["responseContext"]!["functionError"], (string?)record["responsePayload"]!["errorMessage"]));
        JsonObject letter = await services.ReceiveAsync("letters");
        Assert.True((bool)JsonNode.Parse((string)letter["Body"]!)!["fail"]!);
        Assert.Equal((id, "200", "in a bad mood"), (Attribute(letter, "RequestID"), Attribute(letter, "ErrorCode"), Attribute(letter, "ErrorMessage")));
    }

    [Fact]
    public async Task A_dead_letter_reaches_a_topic_with_its_attributes()
    {
        await using FauxqsServer services = await FauxqsServer.StartAsync();
        MayflyServer server = await StartAsync(services.Url);
        string id = await SendAsync(server, await CreateAsync(server, letters: Topic), """{"fail":true}""");

        JsonNode notification = JsonNode.Parse((string)(await services.ReceiveAsync("heard"))["Body"]!)!;
        Assert.True((bool)JsonNode.Parse((string)notification["Message"]!)!["fail"]!);
        Assert.Equal((id, "in a bad mood"), ((string?)notification["MessageAttributes"]!["RequestID"]!["Value"], (string?)notification["MessageAttributes"]!["ErrorMessage"]!["Value"]));
    }

    [Fact]
    public async Task A_message_that_is_too_large_holds_up_no_other()
    {
        await using FauxqsServer services = await FauxqsServer.StartAsync();
        MayflyServer server = await StartAsync(services.Url);
        string name = await CreateAsync(server, success: FauxqsServer.QueueArn("told"));
        await SendAsync(server, name, $$"""{"a":"{{new string('x', 600_000)}}"}""");
        await Wait.UntilAsync("it to be given up", () => server.Log.Contains("Message must be shorter than", StringComparison.Ordinal));
        string id = await SendAsync(server, name, """{"a":1}""");

        Assert.Equal(id, (string?)JsonNode.Parse((string)(await services.ReceiveAsync("told"))["Body"]!)!["requestContext"]!["requestId"]);
    }

    [Fact]
    public async Task A_failure_is_kept_in_a_bucket()
    {
        await using FauxqsServer services = await FauxqsServer.StartAsync();
        MayflyServer server = await StartAsync(services.Url);
        string name = await CreateAsync(server, failure: "arn:aws:s3:::kept");
        string id = await SendAsync(server, name, """{"fail":true}""");

        (string key, JsonNode content) = await services.ObjectAsync("kept", $"aws/lambda/async/{name}/");
        Assert.Matches($@"^aws/lambda/async/{name}/\d{{4}}/\d\d/\d\d/\d{{4}}-\d\d-\d\dT\d\d\.\d\d\.\d\d-{id}$", key);
        Assert.Equal(id, (string?)content["requestContext"]!["requestId"]);
    }

    [Fact]
    public async Task An_event_bus_is_told()
    {
        await using EventBusRecorder bus = new();
        MayflyServer server = await StartAsync(new ServerSettings { Options = new Dictionary<string, string> { ["AwsServices:EventBridge:ServiceUrl"] = bus.Endpoint.GetLeftPart(UriPartial.Authority) } });
        const string Arn = "arn:aws:events:eu-west-1:000000000000:event-bus/default";
        string name = await CreateAsync(server, success: Arn);
        await SendAsync(server, name, """{"a":5}""");
        await Wait.UntilAsync("the bus to be told", () => !bus.Received.IsEmpty);

        (string? target, string? signature, JsonNode body) = Assert.Single(bus.Received);
        JsonNode entry = Assert.Single(body["Entries"]!.AsArray())!;
        Assert.Equal("AWSEvents.PutEvents", target);
        Assert.Contains("/eu-west-1/events/aws4_request", signature, StringComparison.Ordinal);
        Assert.Equal(("lambda", "Lambda Function Invocation Result - Success", Arn), ((string?)entry["Source"], (string?)entry["DetailType"], (string?)entry["EventBusName"]));
        Assert.Equal(5, (int)JsonNode.Parse((string)entry["Detail"]!)!["responsePayload"]!["well"]!);
    }

    [Fact]
    public async Task A_destination_that_is_down_gets_its_messages_when_it_is_back_and_keeps_nobody_waiting()
    {
        int port = FauxqsServer.FreePort();
        await using EventBusRecorder bus = new();
        MayflyServer server = await StartAsync(new ServerSettings
        {
            Options = new Dictionary<string, string> { ["AwsServices:Sqs:ServiceUrl"] = $"http://127.0.0.1:{port}", ["AwsServices:EventBridge:ServiceUrl"] = bus.Endpoint.GetLeftPart(UriPartial.Authority) },
        });
        string unlucky = await CreateAsync(server, success: FauxqsServer.QueueArn("told"));
        string id = await SendAsync(server, unlucky, """{"a":1}""");
        string lucky = await CreateAsync(server, success: "arn:aws:events:us-east-1:000000000000:event-bus/default");
        await SendAsync(server, lucky, """{"a":2}""");
        await Wait.UntilAsync("the other destination to be told", () => !bus.Received.IsEmpty);

        // Through a restart too.
        server.Kill();
        await server.StartAgainAsync();
        await using FauxqsServer services = await FauxqsServer.StartAsync(port);
        Assert.Equal(id, (string?)JsonNode.Parse((string)(await services.ReceiveAsync("told"))["Body"]!)!["requestContext"]!["requestId"]);
    }

    private Task<MayflyServer> StartAsync(string url) => StartAsync(new ServerSettings
    {
        Options = new Dictionary<string, string> { ["AwsServices:Sqs:ServiceUrl"] = url, ["AwsServices:Sns:ServiceUrl"] = url, ["AwsServices:S3:ServiceUrl"] = url },
    });

    private static async Task<string> CreateAsync(MayflyServer server, string? success = null, string? failure = null, string? letters = null)
    {
        AwsClient lambda = server.Boto3();
        string name = await lambda.CreateAsync(Moody, letters is null ? null : new JsonObject { ["DeadLetterConfig"] = new JsonObject { ["TargetArn"] = letters } });
        JsonObject destinations = [];
        if (success is not null)
        {
            destinations["OnSuccess"] = new JsonObject { ["Destination"] = success };
        }

        if (failure is not null)
        {
            destinations["OnFailure"] = new JsonObject { ["Destination"] = failure };
        }

        await lambda.LambdaAsync("PutFunctionEventInvokeConfig", new JsonObject { ["FunctionName"] = name, ["MaximumRetryAttempts"] = 0, ["DestinationConfig"] = destinations });
        return name;
    }

    private static async Task<string> SendAsync(MayflyServer server, string name, string payload)
    {
        RawAnswer answer = await server.Raw().InvokeAsync(name, payload, ("X-Amz-Invocation-Type", "Event"));
        Assert.Equal(202, answer.Status);
        return answer.Header("x-amzn-RequestId")!;
    }

    private static string? Attribute(JsonObject message, string name) => (string?)message["MessageAttributes"]?[name]?["StringValue"];
}
