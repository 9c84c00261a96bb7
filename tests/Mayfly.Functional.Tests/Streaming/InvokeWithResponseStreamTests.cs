using System.Net;
using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Streaming;

/// <summary>InvokeWithResponseStream through the AWS SDK for JavaScript, which decodes AWS's framing itself and checks it.</summary>
public sealed class InvokeWithResponseStreamTests(SharedServer shared)
{
    private static readonly FunctionSource Plain = FunctionSource.Node("exports.handler = async (e) => { if (e.fail) throw new Error('no'); return e; };");

    [Fact]
    public async Task The_first_bytes_arrive_while_the_function_still_waits_to_write_the_rest()
    {
        AwsClient lambda = shared.Server.Sdk();
        Gate gate = new(shared.Server);
        string name = await lambda.CreateAsync(StreamingFunction.Node(gate.NodePromise));

        EventStreamCall call = lambda.Stream(name, StreamingFunction.Steps("""{"write":"first "}""", """{"gate":true}""", """{"write":"last"}"""));
        Assert.Equal("first ", (await call.NextAsync()).TextOf());
        WaitingSandbox sandbox = Assert.Single(await gate.ReachedAsync());
        Assert.False(call.Answer.IsCompleted);
        sandbox.Open();

        (string text, JsonObject complete) = await call.WholeAsync();
        Assert.Equal(("last", "{}"), (text, complete.ToJsonString()));
        JsonObject answer = await call.Answer;
        Assert.Equal((200, "$LATEST", "application/vnd.amazon.eventstream"), ((int)answer["status"]!, (string?)answer["body"]!["ExecutedVersion"], (string?)answer["body"]!["ResponseStreamContentType"]));
    }

    [Fact]
    public async Task A_handler_that_does_not_stream_answers_in_one_chunk()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(Plain, new JsonObject { ["MemorySize"] = 512 });

        string large = $$"""{"text":"{{new string('x', 5_000_000)}}"}""";
        IReadOnlyList<JsonObject> events = await lambda.Stream(name, large).RestAsync();
        Assert.Equal(2, events.Count);
        Assert.Equal((large, "{}"), (events[0].TextOf(), events[1]["InvokeComplete"]!.ToJsonString()));
    }

    [Fact]
    public async Task Any_bytes_in_any_pieces_come_back_as_they_were()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(FunctionSource.Node("""
            exports.handler = awslambda.streamifyResponse(async (event, out) => {
              for (const size of event.sizes) await new Promise((done) => out.write(Buffer.from(Array.from({ length: size }, (_, i) => (i * 7 + size) & 255)), done));
              out.end();
            });
            """));

        int[] sizes = [1, 2, 3, 255, 4095, 4096, 4097, 65535, 65536, 65537, 200_001, 7];
        IReadOnlyList<JsonObject> events = await lambda.Stream(name, new JsonObject { ["sizes"] = new JsonArray([.. sizes.Select(size => (JsonNode)size)]) }.ToJsonString()).RestAsync();
        byte[] expected = [.. sizes.SelectMany(size => Enumerable.Range(0, size).Select(i => (byte)((i * 7) + size)))];
        Assert.Equal(expected, events.SkipLast(1).SelectMany(one => Blob.Bytes(one["PayloadChunk"]!["Payload"])).ToArray());
    }

    [Fact]
    public async Task The_log_the_client_context_and_the_version_travel_along()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(StreamingFunction.Node(), new JsonObject { ["Publish"] = true });
        await lambda.LambdaAsync("CreateAlias", new JsonObject { ["FunctionName"] = name, ["Name"] = "live", ["FunctionVersion"] = "1" });

        EventStreamCall call = lambda.Stream(name, StreamingFunction.Steps("""{"log":"said"}""", """{"context":true}"""), new JsonObject
        {
            ["Qualifier"] = "live",
            ["LogType"] = "Tail",
            ["ClientContext"] = Convert.ToBase64String("""{"custom":{"a":1}}"""u8),
        });
        (string text, JsonObject complete) = await call.WholeAsync();
        JsonNode seen = JsonNode.Parse(text)!;
        Assert.Equal("""{"custom":{"a":1}}""", seen["client"]!.ToJsonString());
        Assert.EndsWith($":{name}:live", (string?)seen["arn"], StringComparison.Ordinal);
        Assert.Equal("1", (string?)(await call.Answer)["body"]!["ExecutedVersion"]);
        Assert.Matches("^START RequestId: [^\n]* Version: 1\n[^\n]*said\nEND RequestId: [^\n]*\nREPORT RequestId: [^\n]*\tBilled Duration: ", complete.LogOf());
    }

    [Fact]
    public async Task A_failure_before_any_response_is_unhandled_and_has_the_functions_document()
    {
        AwsClient lambda = shared.Server.Sdk();
        string streaming = await lambda.CreateAsync(StreamingFunction.Node());
        string plain = await lambda.CreateAsync(Plain);

        foreach ((string name, string payload, string message) in ((string, string, string)[])[(streaming, StreamingFunction.Steps("""{"fail":"too early"}"""), "too early"), (plain, """{"fail":true}""", "no")])
        {
            (string text, JsonObject complete) = await lambda.Stream(name, payload).WholeAsync();
            Assert.Equal(("", "Unhandled"), (text, (string?)complete["ErrorCode"]));
            Assert.Equal(message, (string?)JsonNode.Parse((string)complete["ErrorDetails"]!)!["errorMessage"]);
        }
    }

    [Fact]
    public async Task A_failure_in_the_middle_is_told_after_what_there_was_and_the_environment_goes_on()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(StreamingFunction.Node());

        string before = await lambda.EnvironmentAsync(name);
        (string text, JsonObject complete) = await lambda.Stream(
            name, StreamingFunction.Steps("""{"write":"part"}""", """{"fail":"halfway"}"""), new JsonObject { ["LogType"] = "Tail" }).WholeAsync();

        Assert.Equal(("part", "OwnError"), (text, (string?)complete["ErrorCode"]));
        JsonNode details = JsonNode.Parse((string)complete["ErrorDetails"]!)!;
        Assert.Equal(("OwnError", "halfway"), ((string?)details["errorType"], (string?)details["errorMessage"]));
        Assert.Equal(before, await lambda.EnvironmentAsync(name));
    }

    [Fact]
    public async Task A_process_that_ends_in_the_middle_has_truncated_its_response()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(StreamingFunction.Node());

        (string text, JsonObject complete) = await lambda.Stream(
            name, StreamingFunction.Steps("""{"write":"part"}""", """{"exit":7}"""), new JsonObject { ["LogType"] = "Tail" }).WholeAsync();

        Assert.Equal(("part", "Runtime.TruncatedResponse"), (text, (string?)complete["ErrorCode"]));
        Assert.Contains("Runtime exited with error: exit status 7", (string?)complete["ErrorDetails"], StringComparison.Ordinal);
        Assert.Matches("\nEND RequestId: [^\n]*\nREPORT RequestId: [^\n]*\tStatus: error\tError Type: Runtime.ExitError\n$", complete.LogOf());
    }

    [Fact]
    public async Task The_functions_timeout_counts_for_the_whole_of_its_response()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(StreamingFunction.Node(), new JsonObject { ["Timeout"] = 1 });

        (string text, JsonObject complete) = await lambda.Stream(
            name, StreamingFunction.Steps("""{"write":"part"}""", """{"hang":true}"""), new JsonObject { ["LogType"] = "Tail" }).WholeAsync();

        Assert.Equal(("part", "Sandbox.Timeout"), (text, (string?)complete["ErrorCode"]));
        Assert.Contains("Task timed out after 1.00 seconds", (string?)complete["ErrorDetails"], StringComparison.Ordinal);
        Assert.Matches(" Task timed out after 1.00 seconds\n\nEND RequestId: [^\n]*\nREPORT RequestId: [^\n]*\tDuration: 1000.00 ms\t", complete.LogOf());
    }

    [Fact]
    public async Task What_a_handler_does_when_its_response_is_out_belongs_to_the_invocation()
    {
        AwsClient lambda = shared.Server.Sdk();
        Gate gate = new(shared.Server);
        string name = await lambda.CreateAsync(StreamingFunction.Node(gate.NodePromise));

        EventStreamCall call = lambda.Stream(name, StreamingFunction.Steps("""{"write":"all"}""", """{"end":true}""", """{"gate":true}""", """{"log":"tidied up"}"""));
        Assert.Equal(("all", "{}"), ((await call.NextAsync()).TextOf(), (await call.NextAsync())["InvokeComplete"]!.ToJsonString()));
        WaitingSandbox sandbox = Assert.Single(await gate.ReachedAsync());
        sandbox.Open();

        await Wait.UntilAsync("the invocation's report", async () =>
        {
            JsonObject found = await lambda.LogsAsync("FilterLogEvents", new JsonObject { ["logGroupName"] = $"/aws/lambda/{name}" });
            string log = string.Concat(found["events"]!.AsArray().Select(one => (string)one!["message"]!));
            return log.IndexOf("REPORT RequestId", StringComparison.Ordinal) is >= 0 and var report && log.IndexOf("tidied up", StringComparison.Ordinal) is >= 0 and var said && said < report;
        });
    }

    [Fact]
    public async Task Its_headers_are_AWSs()
    {
        string name = await shared.Server.Sdk().CreateAsync(StreamingFunction.Node());
        using HttpResponseMessage answer = await shared.Server.Raw().OpenStreamAsync(
            name, StreamingFunction.Steps("""{"write":"x"}"""), ("X-Amzn-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0"));

        Assert.Equal((HttpStatusCode.OK, "application/vnd.amazon.eventstream", true), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Headers.TransferEncodingChunked));
        Assert.Equal("$LATEST", answer.Headers.GetValues("X-Amz-Executed-Version").Single());
        Assert.StartsWith("Root=1-5759e988-bd862e3fe1be46a994272793;", answer.Headers.GetValues("X-Amzn-Trace-Id").Single(), StringComparison.Ordinal);
        Assert.True(Guid.TryParse(answer.Headers.GetValues("x-amzn-RequestId").Single(), out _));
        (long length, JsonObject complete) = await new EventStreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)).RestAsync();
        Assert.Equal((1, "{}"), (length, complete.ToJsonString()));
    }

    [Fact]
    public async Task What_cannot_be_done_is_refused_as_by_Invoke()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(Plain);
        string none = FunctionCalls.NewName();
        AwsCallException missing = await Assert.ThrowsAsync<AwsCallException>(() => lambda.Stream(none, "{}").Answer);
        AwsCallException wrong = await Assert.ThrowsAsync<AwsCallException>(() => lambda.Stream(name, "{").Answer);
        AwsCallException kind = await Assert.ThrowsAsync<AwsCallException>(() => lambda.Stream(name, "{}", new JsonObject { ["InvocationType"] = "Event" }).Answer);
        AwsCallException large = await Assert.ThrowsAsync<AwsCallException>(() => lambda.Stream(name, $"\"{new string('x', 6_291_455)}\"").Answer);
        AwsCallException context = await Assert.ThrowsAsync<AwsCallException>(() => lambda.Stream(name, "{}", new JsonObject { ["ClientContext"] = "e" }).Answer);
        await lambda.LambdaAsync("PutFunctionConcurrency", new JsonObject { ["FunctionName"] = name, ["ReservedConcurrentExecutions"] = 0 });
        AwsCallException throttled = await Assert.ThrowsAsync<AwsCallException>(() => lambda.Stream(name, "{}").Answer);

        Assert.Equal(("ResourceNotFoundException", 404, $"Function not found: arn:aws:lambda:us-east-1:000000000000:function:{none}:$LATEST"), (missing.Code, missing.Status, missing.ServiceMessage));
        Assert.Equal(("InvalidRequestContentException", 400), (wrong.Code, wrong.Status));
        Assert.Equal(
            ("ValidationException", 400, "1 validation error detected: Value 'Event' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [RequestResponse, DryRun]"),
            (kind.Code, kind.Status, kind.ServiceMessage));
        Assert.Equal(("RequestEntityTooLargeException", 413, "Request must be smaller than 6291456 bytes for the InvokeWithResponseStream operation"), (large.Code, large.Status, large.ServiceMessage));
        Assert.Equal(("InvalidRequestContentException", 400), (context.Code, context.Status));
        Assert.Equal(("TooManyRequestsException", 429), (throttled.Code, throttled.Status));
    }

    [Fact]
    public async Task A_dry_run_runs_nothing()
    {
        string name = await shared.Server.Sdk().CreateAsync(Plain);
        using HttpResponseMessage answer = await shared.Server.Raw().OpenStreamAsync(name, "{}", ("X-Amz-Invocation-Type", "DryRun"));
        Assert.Equal((HttpStatusCode.NoContent, 0), (answer.StatusCode, (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length));
    }

    [Fact]
    public async Task Invoke_has_a_streamed_response_whole()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(StreamingFunction.Node());
        Assert.Equal("one two", (await lambda.InvokeAsync(name, StreamingFunction.Steps("""{"write":"one "}""", """{"write":"two"}"""))).Payload);
        InvokeAnswer failed = await lambda.InvokeAsync(name, StreamingFunction.Steps("""{"write":"one "}""", """{"fail":"halfway"}"""));
        Assert.Equal("halfway", (string?)failed.Error["errorMessage"]);
    }
}
