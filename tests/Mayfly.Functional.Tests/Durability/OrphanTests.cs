using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Durability;

/// <summary>What a killed server leaves running is ended by the next start on the same data.</summary>
public sealed class OrphanTests : OwnServer
{
    [Theory]
    [InlineData("none")]
    [InlineData("nat")]
    public async Task A_new_start_removes_the_old_ones_sandboxes(string network)
    {
        MayflyServer server = await StartAsync(new ServerSettings { Network = network });
        AwsClient lambda = server.Boto3();
        Gate gate = new(server);
        string busy = await lambda.CreateAsync(FunctionSource.Node($"exports.handler = async () => {{ {gate.Node} }};"));
        string idle = await lambda.CreateAsync(FunctionSource.Python("def handler(event, context):\n    return 1\n"));
        Task<RawAnswer> held = server.Raw().InvokeAsync(busy);
        await gate.ReachedAsync();
        await lambda.InvokeAsync(idle);
        HashSet<ProcessRecord> old = [.. server.Footprint.Members()];
        Assert.NotEmpty(old);

        old.UnionWith(server.Kill());
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => held);
        await server.StartAgainAsync();

        await Wait.UntilAsync("the old server's processes to be gone", () => !old.Any(process => process.IsAlive));
        Assert.Equal("1", (await server.Boto3().InvokeAsync(idle)).Payload);
    }
}
