using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Security.Tests.Hosting;

namespace Mayfly.Security.Tests.Limits;

/// <summary>A function gets what its size buys, and no more: whatever it takes, its neighbours go on in the environments that they have.</summary>
public sealed class HogTests(HostileServer hostile)
{
    [Fact]
    public async Task Its_memory_ends_where_MemorySize_says()
    {
        Neighbour other = await Neighbour.DeployAsync(hostile.Server);
        HostileFunction hog = await HostileFunction.DeployAsync(hostile.Server, "hogs", new JsonObject { ["MemorySize"] = 128 });

        RawAnswer answer = await other.WhileItGoesOnAsync(hog.InvokeRawAsync(new JsonObject { ["hog"] = "memory" }));

        Assert.Equal("Unhandled", answer.Header("X-Amz-Function-Error"));
        Assert.Equal("Runtime.ExitError", (string?)answer.Json["errorType"]);
        Assert.EndsWith("Error: Runtime exited with error: signal: killed", (string?)answer.Json["errorMessage"], StringComparison.Ordinal);
        Assert.Equal("well", (await hog.InvokeAsync()).GetValue<string>());
    }

    [Fact]
    public async Task Its_disk_ends_where_EphemeralStorage_says()
    {
        HostileFunction hog = await HostileFunction.DeployAsync(hostile.Server, "hogs", new JsonObject { ["EphemeralStorage"] = new JsonObject { ["Size"] = 600 } });

        JsonNode taken = await hog.InvokeAsync(new JsonObject { ["hog"] = "disk" });

        Assert.Equal("ENOSPC", (string?)taken["end"]);
        Assert.InRange(taken["taken"]!.GetValue<long>(), 512L << 20, 600L << 20);
    }

    [Fact]
    public async Task Its_processes_are_counted()
    {
        HostileFunction hog = await HostileFunction.DeployAsync(hostile.Server, "hogs", new JsonObject { ["MemorySize"] = 3008 });

        JsonNode started = await hog.InvokeAsync(new JsonObject { ["hog"] = "processes" });

        Assert.Equal("EAGAIN", (string?)started["end"]);
        Assert.InRange(started["started"]!.GetValue<int>(), 900, 1024);
    }

    [Fact]
    public async Task A_fork_bomb_hurts_nobody_else_and_is_swept_away()
    {
        Neighbour other = await Neighbour.DeployAsync(hostile.Server);
        HostileFunction bomb = await HostileFunction.DeployAsync(hostile.Server, "hogs", new JsonObject { ["Timeout"] = 3 });
        await bomb.InvokeAsync();

        RawAnswer answer = await other.WhileItGoesOnAsync(bomb.InvokeRawAsync(new JsonObject { ["hog"] = "bomb" }));

        Assert.Equal("Unhandled", answer.Header("X-Amz-Function-Error"));
        Assert.Contains((string?)answer.Json["errorType"], (string[])["Sandbox.Timedout", "Runtime.ExitError"]);
        Assert.Equal("well", (await bomb.InvokeAsync()).GetValue<string>());
        await Wait.UntilAsync("the bomb's processes to be gone", () => hostile.Server.Footprint.Members().GroupBy(CgroupOf).All(sandbox => sandbox.Count() < 50));
    }

    [Theory]
    [InlineData(221)]
    [InlineData(885)]
    public async Task Its_processors_are_its_memorys_share(int memory)
    {
        HostileFunction hog = await HostileFunction.DeployAsync(hostile.Server, "hogs", new JsonObject { ["MemorySize"] = memory });
        await hog.InvokeAsync();

        JsonNode report = await hog.InvokeAsync(new JsonObject { ["hog"] = "cpu", ["seconds"] = 3 });

        // two quantities that the same run measured: what four processes used together, and how long they ran
        double share = report["used"]!.GetValue<double>() / report["wall"]!.GetValue<double>();
        Assert.InRange(share, 0.01, 1.5 * memory / 1769);
    }

    [Fact]
    public async Task A_log_flood_slows_only_itself()
    {
        MayflyServer server = hostile.Server;
        Neighbour other = await Neighbour.DeployAsync(server);
        HostileFunction flood = await HostileFunction.DeployAsync(server, "hogs", new JsonObject { ["Timeout"] = 6, ["MemorySize"] = 1769 });
        await flood.InvokeAsync();
        long before = ServerMemory.Bytes(server.ProcessId);

        RawAnswer answer = await other.WhileItGoesOnAsync(flood.InvokeRawAsync(new JsonObject { ["hog"] = "flood" }), withLogs: true);

        Assert.Equal("Sandbox.Timedout", (string?)answer.Json["errorType"]);
        Assert.InRange(ServerMemory.Bytes(server.ProcessId), 0, before + (400L << 20));
    }

    private static string CgroupOf(ProcessRecord process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cgroup");
        }
        catch (IOException)
        {
            // it has ended meanwhile
            return $"none, {process.Id}";
        }
    }
}
