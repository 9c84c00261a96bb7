using System.Text;
using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Invoking;

/// <summary>6 MB each way, and AWS's errors beyond; and events that are not JSON.</summary>
public sealed class PayloadLimitTests(SharedServer shared)
{
    private const int EventLimit = 6_291_456;
    private const int ResponseLimit = 6_291_556;

    [Theory]
    [InlineData("node")]
    [InlineData("python")]
    public async Task The_largest_event_arrives(string language)
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(
            language == "node" ? FunctionSource.Node("exports.handler = async event => event.length;") : FunctionSource.Python("def handler(event, context):\n    return len(event)\n"),
            new JsonObject { ["MemorySize"] = 512 });

        InvokeAnswer answer = await lambda.InvokeAsync(name, "\"" + new string('x', EventLimit - 2) + "\"");

        Assert.Equal($"{EventLimit - 2}", answer.Payload);
    }

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task A_larger_event_is_refused(string client)
    {
        AwsClient lambda = shared.Server.Client(client);
        string name = await lambda.CreateAsync(FunctionSource.Node("exports.handler = async () => 1;"));

        AwsCallException refused = await lambda.RefusedAsync("Invoke", new JsonObject { ["FunctionName"] = name, ["Payload"] = Blob.Of("\"" + new string('x', EventLimit - 1) + "\"") });

        Assert.Equal(
            ("RequestEntityTooLargeException", 413, "Request must be smaller than 6291456 bytes for the InvokeFunction operation"),
            (refused.Code, refused.Status, refused.ServiceMessage));
    }

    [Theory]
    [InlineData("node")]
    [InlineData("python")]
    public async Task The_largest_response_comes_back_and_a_larger_one_fails(string language)
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(
            language == "node" ? FunctionSource.Node("exports.handler = async event => 'x'.repeat(event);") : FunctionSource.Python("def handler(event, context):\n    return 'x' * event\n"),
            new JsonObject { ["MemorySize"] = 512 });

        InvokeAnswer largest = await lambda.InvokeAsync(name, $"{ResponseLimit - 2}");
        InvokeAnswer larger = await lambda.InvokeAsync(name, $"{ResponseLimit - 1}");
        InvokeAnswer after = await lambda.InvokeAsync(name, "1");

        Assert.Null(largest.FunctionError);
        Assert.Equal(ResponseLimit, largest.Payload.Length);
        Assert.Equal(
            """{"errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes).","errorType":"Function.ResponseSizeTooLarge"}""",
            larger.Error.ToJsonString());
        Assert.Equal("\"x\"", after.Payload);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("nonsense")]
    [InlineData("{\"a\":1} trailing")]
    public async Task An_event_that_is_not_JSON_is_refused(string payload)
    {
        string name = await shared.Server.Boto3().CreateAsync(FunctionSource.Node("exports.handler = async () => 1;"));

        RawAnswer answer = await shared.Server.Raw().InvokeAsync(name, payload);

        Assert.Equal((400, "InvalidRequestContentException"), (answer.Status, answer.ErrorType));
        Assert.StartsWith("Could not parse request body into json: Could not parse payload into json: ", (string?)answer.Json["message"], StringComparison.Ordinal);
        Assert.Equal("User", (string?)answer.Json["Type"]);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'"', 0x87, (byte)'"' }, "Invalid UTF-8 start byte 0x87\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 3]")]
    [InlineData(new byte[] { 0x99 }, "Unexpected character ((CTRL-CHAR, code 153)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 1]")]
    public async Task An_event_that_is_not_UTF8_is_refused_as_recorded(byte[] payload, string fault)
    {
        string name = await shared.Server.Boto3().CreateAsync(FunctionSource.Node("exports.handler = async () => 1;"));

        RawAnswer answer = await shared.Server.Raw().SendAsync(HttpMethod.Post, $"/2015-03-31/functions/{name}/invocations", payload);

        Assert.Equal(400, answer.Status);
        Assert.Equal("Could not parse request body into json: Could not parse payload into json: " + fault, (string?)answer.Json["message"]);
    }

    [Fact]
    public async Task Bytes_are_not_changed_on_their_way()
    {
        string name = await shared.Server.Boto3().CreateAsync(FunctionSource.Node("exports.handler = async event => event;"));
        string text = "\"" + string.Concat(Enumerable.Range(0x20, 0x7D00).Where(c => c is not ('"' or '\\' or 0x7F)).Select(c => (char)c)) + "\"";

        RawAnswer answer = await shared.Server.Raw().InvokeAsync(name, text);

        Assert.Equal(Encoding.UTF8.GetBytes(text), answer.Body);
    }
}
