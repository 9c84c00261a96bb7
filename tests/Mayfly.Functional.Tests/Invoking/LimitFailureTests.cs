using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Invoking;

/// <summary>Functions that hit their timeout or their memory: what callers see, and that the next invocation starts afresh.</summary>
public sealed class LimitFailureTests(SharedServer shared)
{
    private static readonly FunctionSource NodeSleeper = FunctionSource.Node("""
        let count = 0;
        exports.handler = async event => { count++; if (event.hang) await new Promise(r => setTimeout(r, 600000)); return count; };
        """);

    private static readonly FunctionSource PythonSleeper = FunctionSource.Python("""
        import time
        count = 0
        def handler(event, context):
            global count
            count += 1
            if event.get('hang'):
                time.sleep(600)
            return count
        """);

    [Theory]
    [InlineData("node")]
    [InlineData("python")]
    public async Task A_timeout_is_told_and_ends_the_environment(string language)
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(language == "node" ? NodeSleeper : PythonSleeper, new JsonObject { ["Timeout"] = 1 });

        RawAnswer answer = await shared.Server.Raw().InvokeAsync(name, """{"hang":true}""", ("X-Amz-Log-Type", "Tail"));
        InvokeAnswer next = await lambda.InvokeAsync(name);

        string id = answer.Header("x-amzn-RequestId")!;
        Assert.Equal("Unhandled", answer.Header("X-Amz-Function-Error"));
        AssertSame($$"""{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: {{id}} Error: Task timed out after 1.00 seconds"}""", answer);
        string tail = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(answer.Header("X-Amz-Log-Result")!));
        Assert.Matches($@"\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{{3}}Z {id} Task timed out after 1\.00 seconds", tail);
        Assert.Matches($@"\nREPORT RequestId: {id}\tDuration: \d+\.\d\d ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\t(Init Duration: \d+\.\d\d ms\t)?Status: timeout\t?\n", tail);
        Assert.Equal("1", next.Payload);
    }

    [Theory]
    [InlineData("node")]
    [InlineData("python")]
    public async Task Out_of_memory_is_told_and_ends_the_environment(string language)
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(language == "node"
            ? FunctionSource.Node("const kept = []; exports.handler = async e => { while (e.hog) kept.push(Buffer.alloc(1 << 20, 1)); return 'well'; };")
            : FunctionSource.Python("def handler(event, context):\n    kept = []\n    while event.get('hog'):\n        kept.append(b'x' * (1 << 20))\n    return 'well'\n"));

        RawAnswer answer = await shared.Server.Raw().InvokeAsync(name, """{"hog":true}""");
        InvokeAnswer next = await lambda.InvokeAsync(name);

        Assert.Equal("Unhandled", answer.Header("X-Amz-Function-Error"));
        AssertSame($$"""{"errorType":"Runtime.ExitError","errorMessage":"RequestId: {{answer.Header("x-amzn-RequestId")}} Error: Runtime exited with error: signal: killed"}""", answer);
        Assert.Equal("\"well\"", next.Payload);
    }

    private static void AssertSame(string expected, RawAnswer answer)
        => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), answer.Json), answer.Text);
}
