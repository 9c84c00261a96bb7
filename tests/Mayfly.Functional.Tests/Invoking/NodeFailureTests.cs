using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Invoking;

/// <summary>What callers see of a Node.js function that fails: AWS's error types, messages and traces.</summary>
public sealed class NodeFailureTests(SharedServer shared)
{
    public static TheoryData<string, string, string> Failures => new()
    {
        { "exports.handler = async () => { throw new Error('boom'); };", "Error", "^boom$" },
        { "exports.handler = async () => { class Mine extends Error { name = 'Mine' }; throw new Mine('my own'); };", "Mine", "^my own$" },
        { "exports.handler = async () => undefinedThing.x;", "ReferenceError", "^undefinedThing is not defined$" },
        { "exports.handler = (e, c, done) => done(new TypeError('called back'));", "TypeError", "^called back$" },
        { "exports.handler = async () => { throw 'text'; };", "string", "^text$" },
        { "const deep = () => deep() + 1; exports.handler = async () => deep();", "RangeError", "^Maximum call stack size exceeded$" },
        { "exports.handler = async () => { Promise.reject(new Error('nobody')); await new Promise(r => setTimeout(r, 30000)); };", "Runtime.UnhandledPromiseRejection", "^Error: nobody$" },
        { "require('nope');", "Runtime.ImportModuleError", "^Error: Cannot find module 'nope'\nRequire stack:\n- /var/task/index.js" },
        { "this is not JavaScript", "Runtime.UserCodeSyntaxError", "^SyntaxError: " },
        { "exports.other = 1;", "Runtime.HandlerNotFound", @"^index\.handler is undefined or not exported$" },
        { "exports.handler = 1;", "Runtime.HandlerNotFound", @"^index\.handler is not a function$" },
        { "throw new Error('while loading');", "Error", "^while loading$" },
        { "exports.handler = async () => { const a = {}; a.a = a; return a; };", "Runtime.JSONStringifyError|Runtime.UnhandledPromiseRejection|Error|TypeError", "Unable to stringify response body" },
        { "exports.handler = async () => 1n;", "Runtime.JSONStringifyError|Runtime.UnhandledPromiseRejection|Error|TypeError", "Unable to stringify response body" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task It_is_told_as_AWS_does(string source, string type, string message)
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Node(source));

        JsonObject error = (await lambda.InvokeAsync(name)).Error;

        Assert.Contains((string)error["errorType"]!, type.Split('|'));
        Assert.Matches(message, (string?)error["errorMessage"]);
        Assert.NotNull(error["trace"] as JsonArray);
    }

    [Fact]
    public async Task The_trace_leads_to_the_line()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Node("\n\nfunction inner() { throw new Error('boom'); }\nexports.handler = async () => inner();"));

        JsonObject error = (await lambda.InvokeAsync(name)).Error;

        Assert.Equal("Error: boom", (string?)error["trace"]![0]);
        Assert.Equal("    at inner (/var/task/index.js:3:26)", (string?)error["trace"]![1]);
    }

    [Fact]
    public async Task A_missing_file_is_told()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Node("exports.handler = 1;") with { Handler = "absent.handler" });

        JsonObject error = (await lambda.InvokeAsync(name)).Error;

        Assert.Equal("Runtime.ImportModuleError", (string?)error["errorType"]);
        Assert.StartsWith("Error: Cannot find module 'absent'", (string?)error["errorMessage"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("process.exit(0)", "Runtime exited without providing a reason")]
    [InlineData("process.exit(3)", "Runtime exited with error: exit status 3")]
    [InlineData("process.kill(process.pid, 'SIGKILL')", "Runtime exited with error: signal: killed")]
    [InlineData("process.kill(process.pid, 'SIGABRT')", "Runtime exited with error: signal: aborted")]
    public async Task A_process_that_ends_is_told(string ending, string sentence)
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Node($"exports.handler = async (e, c) => {{ if (e.end) {{ {ending}; await new Promise(() => setTimeout(() => {{}}, 60000)); }} return 'well'; }};"));

        RawAnswer answer = await shared.Server.Raw().InvokeAsync(name, """{"end":true}""");
        InvokeAnswer next = await lambda.InvokeAsync(name);

        Assert.Equal("Unhandled", answer.Header("X-Amz-Function-Error"));
        Assert.Equal("Runtime.ExitError", (string?)answer.Json["errorType"]);
        Assert.Equal($"RequestId: {answer.Header("x-amzn-RequestId")} Error: {sentence}", (string?)answer.Json["errorMessage"]);
        Assert.Equal("\"well\"", next.Payload);
    }

    [Fact]
    public async Task A_handled_rejection_is_no_failure()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Node("exports.handler = async () => { try { await Promise.reject(new Error('x')); } catch { return 'caught'; } };"));

        Assert.Equal("\"caught\"", (await lambda.InvokeAsync(name)).Payload);
    }
}
