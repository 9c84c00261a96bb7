using System.Text;
using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Async;

/// <summary>InvocationType Event and InvokeAsync, seen by their callers and by the functions.</summary>
public sealed class AsyncInvocationTests(SharedServer shared)
{
    private static readonly FunctionSource Teller = FunctionSource.Node(
        "exports.handler = async (event, context) => { console.log('RAN ' + JSON.stringify([event, context.awsRequestId, context.invokedFunctionArn, context.clientContext ?? null])); };");

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task An_event_is_accepted_and_run(string client)
    {
        AwsClient lambda = shared.Server.Client(client);
        string name = await lambda.CreateAsync(Teller);
        JsonObject answer = await lambda.FullCallAsync("lambda", "Invoke", new JsonObject
        {
            ["FunctionName"] = name,
            ["InvocationType"] = "Event",
            ["Payload"] = Blob.Of("""{"a":1}"""),
            ["ClientContext"] = Convert.ToBase64String("""{"custom":{"b":2}}"""u8),
        });

        Assert.Equal((202, ""), ((int)answer["status"]!, Blob.Text(answer["body"]!["Payload"])));
        JsonArray ran = await RanAsync(lambda, name);
        Assert.Equal(1, (int)ran[0]!["a"]!);
        Assert.EndsWith($":function:{name}", (string)ran[2]!, StringComparison.Ordinal);
        Assert.Equal(2, (int)ran[3]!["custom"]!["b"]!);
    }

    [Fact]
    public async Task The_function_sees_the_request_id_of_the_call_and_the_callers_trace()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Node(
            "exports.handler = async (event, context) => { console.log('RAN ' + JSON.stringify([context.awsRequestId, process.env._X_AMZN_TRACE_ID])); };"));
        const string Root = "Root=1-5759e988-bd862e3fe1be46a994272793";

        RawAnswer answer = await shared.Server.Raw().InvokeAsync(name, "", ("X-Amz-Invocation-Type", "Event"), ("X-Amzn-Trace-Id", Root + ";Sampled=0"));

        Assert.Equal((202, 0, Root + ";Sampled=0"), (answer.Status, answer.Body.Length, answer.Header("X-Amzn-Trace-Id")));
        JsonArray ran = await RanAsync(lambda, name);
        Assert.Equal(answer.Header("x-amzn-RequestId"), (string?)ran[0]);
        Assert.StartsWith(Root, (string)ran[1]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task The_API_of_2014_answers_with_a_status(string client)
    {
        AwsClient lambda = shared.Server.Client(client);
        string name = await lambda.CreateAsync(Teller);
        JsonObject answer = await lambda.LambdaAsync("InvokeAsync", new JsonObject { ["FunctionName"] = name, ["InvokeArgs"] = Blob.Of("""{"old":true}""") });

        Assert.Equal(202, (int)answer["Status"]!);
        Assert.True((bool)(await RanAsync(lambda, name))[0]!["old"]!);
    }

    [Fact]
    public async Task Refusals_are_AWSs()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(Teller);
        RawClient raw = shared.Server.Raw();
        RawAnswer large = await raw.InvokeAsync(name, "\"" + new string('x', 1_048_575) + "\"", ("X-Amz-Invocation-Type", "Event"));
        RawAnswer missing = await raw.InvokeAsync("doesnotexist", "{}", ("X-Amz-Invocation-Type", "Event"));
        RawAnswer broken = await raw.InvokeAsync(name, "{", ("X-Amz-Invocation-Type", "Event"));
        RawAnswer unknown = await raw.InvokeAsync(name, "{}", ("X-Amz-Invocation-Type", "Sometime"));
        RawAnswer old = await raw.SendAsync(HttpMethod.Post, $"/2014-11-13/functions/{name}/invoke-async/", Encoding.UTF8.GetBytes("{"));

        Assert.Equal((413, "RequestEntityTooLargeException", "1048577 byte payload is too large for the Event invocation type (limit 1048576 bytes)"), (large.Status, large.ErrorType, (string?)large.Json["message"]));
        Assert.Equal((404, "ResourceNotFoundException"), (missing.Status, missing.ErrorType));
        Assert.Equal((400, "InvalidRequestContentException"), (broken.Status, broken.ErrorType));
        Assert.Equal(
            (400, "ValidationException", "1 validation error detected: Value 'Sometime' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]"),
            (unknown.Status, unknown.ErrorType, (string?)unknown.Json["message"]));
        Assert.Equal((400, "InvalidRequestContentException"), (old.Status, old.ErrorType));
    }

    /// <summary>What the one run of a function printed.</summary>
    private static Task<JsonArray> RanAsync(AwsClient lambda, string name) => Wait.ForAsync<JsonArray>($"{name} to run", async () =>
    {
        try
        {
            JsonObject found = await lambda.LogsAsync("FilterLogEvents", new JsonObject { ["logGroupName"] = $"/aws/lambda/{name}", ["filterPattern"] = "RAN" });
            string? line = found["events"]!.AsArray().Select(one => (string?)one!["message"]).SingleOrDefault();
            return line is null ? null : JsonNode.Parse(line[(line.IndexOf("RAN ", StringComparison.Ordinal) + 4)..])!.AsArray();
        }
        catch (AwsCallException missing) when (missing.Code == "ResourceNotFoundException")
        {
            return null;
        }
    });
}
