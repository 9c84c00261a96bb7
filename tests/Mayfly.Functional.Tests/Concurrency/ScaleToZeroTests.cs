using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Concurrency;

/// <summary>Functions that nobody calls take nothing, and wake up when they are called again.</summary>
public sealed class ScaleToZeroTests : OwnServer
{
    [Fact]
    public async Task Idle_environments_go_and_come_back()
    {
        MayflyServer server = await StartAsync(new ServerSettings
        {
            Options = new Dictionary<string, string> { ["Environments:KeepAlive"] = "00:00:01", ["Environments:MaximumStems"] = "0" },
        });
        AwsClient lambda = server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Node("exports.handler = async (e, c) => c.logStreamName;"));

        InvokeAnswer[] first = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => lambda.InvokeAsync(name)));
        await Wait.UntilAsync("all environments to be gone", () => server.Footprint.Members().Count == 0);
        InvokeAnswer again = await lambda.InvokeAsync(name);

        Assert.Null(again.FunctionError);
        Assert.DoesNotContain(again.Payload, first.Select(answer => answer.Payload));
    }
}
