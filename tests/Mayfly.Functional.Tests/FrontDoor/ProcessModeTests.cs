using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.FrontDoor;

/// <summary>--sandbox process runs functions as plain processes, and says loudly that it does.</summary>
public sealed class ProcessModeTests : OwnServer
{
    [Fact]
    public async Task Functions_run_and_the_missing_walls_are_announced()
    {
        MayflyServer server = await StartAsync(new ServerSettings { Sandbox = "process" });
        AwsClient lambda = server.Boto3();
        string node = await lambda.CreateAsync(FunctionSource.Node("let n = 0; exports.handler = async event => [event, ++n];"));
        string python = await lambda.CreateAsync(FunctionSource.Python("def handler(event, context):\n    return event\n"));

        Assert.Equal("[1,1]", (await lambda.InvokeAsync(node, "1")).Payload);
        Assert.Equal("[2,2]", (await lambda.InvokeAsync(node, "2")).Payload);
        Assert.Equal("3", (await lambda.InvokeAsync(python, "3")).Payload);
        Assert.Contains("PROCESS", server.Log, StringComparison.Ordinal);
        Assert.Contains("NO ISOLATION", server.Log, StringComparison.Ordinal);
    }
}
