using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Invoking;

/// <summary>What callers see of a Python function that fails: AWS's error types, messages and stack traces.</summary>
public sealed class PythonFailureTests(SharedServer shared)
{
    [Fact]
    public async Task An_exception_is_told_to_the_letter()
    {
        string name = await shared.Server.Boto3().CreateAsync(FunctionSource.Python("def handler(event, context):\n    raise Exception('boom')\n"));

        RawAnswer answer = await shared.Server.Raw().InvokeAsync(name);

        AssertSame($$"""
            {"errorMessage": "boom", "errorType": "Exception", "requestId": "{{answer.Header("x-amzn-RequestId")}}",
             "stackTrace": ["  File \"/var/task/app.py\", line 2, in handler\n    raise Exception('boom')\n"]}
            """, answer);
    }

    [Theory]
    [InlineData("import nope\n", """{"errorMessage": "Unable to import module 'app': No module named 'nope'", "errorType": "Runtime.ImportModuleError", "requestId": "", "stackTrace": []}""")]
    [InlineData("other = 1\n", """{"errorMessage": "Handler 'handler' missing on module 'app'", "errorType": "Runtime.HandlerNotFound", "requestId": "", "stackTrace": []}""")]
    [InlineData("def handler(:\n", """{"errorMessage": "Syntax error in module 'app': invalid syntax (app.py, line 1)", "errorType": "Runtime.UserCodeSyntaxError", "requestId": "", "stackTrace": ["  File \"/var/task/app.py\" Line 1\n    def handler(:\n"]}""")]
    public async Task Code_that_does_not_load_is_told_to_the_letter(string source, string expected)
    {
        string name = await shared.Server.Boto3().CreateAsync(FunctionSource.Python(source));

        AssertSame(expected, await shared.Server.Raw().InvokeAsync(name));
    }

    [Theory]
    [InlineData("class Mine(ValueError):\n    pass\ndef handler(event, context):\n    raise Mine('my own')\n", "Mine", "my own")]
    [InlineData("def handler(event, context):\n    return handler(event, context)\n", "RecursionError", "maximum recursion depth exceeded")]
    [InlineData("def handler(event, context):\n    return {1, 2}\n", "Runtime.MarshalError", "Unable to marshal response: Object of type set is not JSON serializable")]
    [InlineData("raise RuntimeError('while loading')\n", "RuntimeError", "while loading")]
    public async Task Other_failures_have_their_type_and_message(string source, string type, string message)
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Python(source));

        JsonObject error = (await lambda.InvokeAsync(name)).Error;

        Assert.Equal((type, message), ((string?)error["errorType"], (string?)error["errorMessage"]));
    }

    [Theory]
    [InlineData("sys.exit(0)", "Runtime exited without providing a reason")]
    [InlineData("sys.exit(5)", "Runtime exited with error: exit status 5")]
    [InlineData("os._exit(7)", "Runtime exited with error: exit status 7")]
    [InlineData("os.kill(os.getpid(), 11)", "Runtime exited with error: signal: segmentation fault")]
    public async Task A_process_that_ends_is_told(string ending, string sentence)
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Python($"import os, sys\ndef handler(event, context):\n    if event.get('end'):\n        {ending}\n    return 'well'\n"));

        RawAnswer answer = await shared.Server.Raw().InvokeAsync(name, """{"end":true}""");
        InvokeAnswer next = await lambda.InvokeAsync(name);

        Assert.Equal("Unhandled", answer.Header("X-Amz-Function-Error"));
        Assert.Equal("Runtime.ExitError", (string?)answer.Json["errorType"]);
        Assert.Equal($"RequestId: {answer.Header("x-amzn-RequestId")} Error: {sentence}", (string?)answer.Json["errorMessage"]);
        Assert.Equal("\"well\"", next.Payload);
    }

    private static void AssertSame(string expected, RawAnswer answer)
    {
        Assert.Equal("Unhandled", answer.Header("X-Amz-Function-Error"));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), answer.Json), answer.Text);
    }
}
