using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Concurrency;

/// <summary>An Init phase that takes too long is ended, and run again inside the invocation within the function's own timeout.</summary>
public sealed class InitTimeoutTests : OwnServer
{
    private static readonly ServerSettings ShortInit = new()
    {
        Options = new Dictionary<string, string> { ["Environments:InitTimeout"] = "00:00:02", ["Environments:MaximumStems"] = "0" },
    };

    [Fact]
    public async Task The_second_Init_may_take_longer()
    {
        MayflyServer server = await StartAsync(ShortInit);
        AwsClient lambda = server.Boto3();
        Gate gate = new(server);
        string name = await lambda.CreateAsync(FunctionSource.Node($"{gate.Node} exports.handler = async () => 'well';"));

        Task<InvokeAnswer> invocation = lambda.InvokeWithTailAsync(name);
        // Namespaces are numbered anew once they are gone, so the first sandbox is known by its process.
        WaitingSandbox first = (await gate.ReachedAsync())[0];
        WaitingSandbox second = await Wait.ForAsync<WaitingSandbox>(
            "a second Init", () => Task.FromResult(gate.Waiting().FirstOrDefault(sandbox => sandbox.Process.Id != first.Process.Id && !Directory.Exists($"/proc/{first.Process.Id}"))));
        second.Open();

        InvokeAnswer answer = await invocation;
        Assert.Equal("\"well\"", answer.Payload);
    }

    [Fact]
    public async Task The_functions_timeout_ends_the_second_Init()
    {
        MayflyServer server = await StartAsync(ShortInit);
        AwsClient lambda = server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Python("import time\ntime.sleep(600)\ndef handler(event, context):\n    pass\n"), new JsonObject { ["Timeout"] = 1 });

        RawAnswer answer = await server.Raw().InvokeAsync(name);

        Assert.Equal("Unhandled", answer.Header("X-Amz-Function-Error"));
        Assert.Equal($"RequestId: {answer.Header("x-amzn-RequestId")} Error: Task timed out after 1.00 seconds", (string?)answer.Json["errorMessage"]);
    }
}
