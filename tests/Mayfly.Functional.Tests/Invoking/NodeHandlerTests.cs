using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Invoking;

/// <summary>The kinds of handler that Node.js functions are written with.</summary>
public sealed class NodeHandlerTests(SharedServer shared)
{
    public static TheoryData<string, string, string> Handlers => new()
    {
        { "js", "exports.handler = async event => event + 1;", "8" },
        { "js", "exports.handler = (event, context, done) => done(null, event + 2);", "9" },
        { "js", "exports.handler = (event, context, done) => { setTimeout(() => done(null, event + 3), 5); };", "10" },
        { "js", "exports.handler = (event, context) => new Promise(r => setImmediate(() => r(event + 4)));", "11" },
        { "js", "exports.handler = (event, context, done) => { context.callbackWaitsForEmptyEventLoop = false; setInterval(() => {}, 10); done(null, 'not held'); };", "\"not held\"" },
        { "mjs", "export const handler = async event => event + 5;", "12" },
        { "mjs", "const base = await Promise.resolve(6); export const handler = async event => event + base;", "13" },
        { "mjs", "import { basename } from 'node:path'; export const handler = async () => basename(import.meta.url);", "\"index.mjs\"" },
        { "cjs", "module.exports.handler = async event => event + 7;", "14" },
    };

    [Theory]
    [MemberData(nameof(Handlers))]
    public async Task It_answers(string extension, string source, string expected)
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(new FunctionSource(InstalledRuntimes.Node, "index.handler", Archive.Of(($"index.{extension}", source))));

        Assert.Equal(expected, (await lambda.InvokeAsync(name, "7")).Payload);
        Assert.Equal(expected, (await lambda.InvokeAsync(name, "7")).Payload);
    }

    [Fact]
    public async Task A_streamed_response_comes_whole_through_a_buffered_invoke()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Node("""
            exports.handler = awslambda.streamifyResponse(async (event, stream) => {
              stream.setContentType('text/plain');
              for (let i = 0; i < 5; i++) { stream.write(`part ${i} `); await new Promise(r => setImmediate(r)); }
              stream.end();
            });
            """));

        Assert.Equal("part 0 part 1 part 2 part 3 part 4 ", (await lambda.InvokeAsync(name)).Payload);
    }

    [Fact]
    public async Task A_streamed_response_that_breaks_off_is_a_failure()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Node("""
            exports.handler = awslambda.streamifyResponse(async (event, stream) => { throw new Error('broke off'); });
            """));

        Assert.Equal("broke off", (string?)(await lambda.InvokeAsync(name)).Error["errorMessage"]);
    }

    [Fact]
    public async Task A_handler_in_a_folder_and_a_nested_member_are_found()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(new FunctionSource(
            InstalledRuntimes.Node, "src/app.api.handler", Archive.Of(("src/app.js", "exports.api = { handler: async () => require('./other') };"), ("src/other.js", "module.exports = 'found';"))));

        Assert.Equal("\"found\"", (await lambda.InvokeAsync(name)).Payload);
    }

    [Fact]
    public async Task State_outside_the_handler_lives_on_between_invocations()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Node("let count = 0; exports.handler = async () => ++count;"));

        Assert.Equal(["1", "2", "3"], [(await lambda.InvokeAsync(name)).Payload, (await lambda.InvokeAsync(name)).Payload, (await lambda.InvokeAsync(name)).Payload]);
    }
}
