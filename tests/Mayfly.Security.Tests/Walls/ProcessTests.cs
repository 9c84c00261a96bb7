using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Security.Tests.Hosting;

namespace Mayfly.Security.Tests.Walls;

/// <summary>A function's processes have no privileges, and neither see nor reach any other process.</summary>
public sealed class ProcessTests(HostileServer hostile)
{
    private const string NoCapability = "0000000000000000";

    [Theory]
    [InlineData(Boot.FromStem)]
    [InlineData(Boot.Direct)]
    public async Task It_has_no_privileges_and_namespaces_of_its_own(Boot boot)
    {
        JsonNode report = await LookAroundAsync(boot);

        // its init process as well, which the function may write to
        Assert.All(report["status"]!.AsObject(), process =>
        {
            JsonNode status = process.Value!;
            Assert.All((string[])["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"], set => Assert.Equal(NoCapability, (string?)status[set]));
            Assert.Equal("1", (string?)status["NoNewPrivs"]);
            Assert.Equal("2", (string?)status["Seccomp"]);
            Assert.Equal("993\t993\t993\t993", (string?)status["Uid"]);
            Assert.Equal("990\t990\t990\t990", (string?)status["Gid"]);
            Assert.DoesNotMatch(@"\b0\b", (string?)status["Groups"] ?? "");
        });
        Assert.All((string[])["user", "pid", "mnt", "net", "ipc", "uts", "cgroup"], kind =>
            Assert.NotEqual(new FileInfo($"/proc/self/ns/{kind}").LinkTarget, (string?)report["namespaces"]![kind]));
    }

    [Theory]
    [InlineData(Boot.FromStem)]
    [InlineData(Boot.Direct)]
    public async Task It_sees_no_other_process(Boot boot)
    {
        JsonNode report = await LookAroundAsync(boot);

        // an init process and the runtime; nothing of the host, which has hundreds
        JsonObject ids = report["ids"]!.AsObject();
        Assert.InRange(ids.Count, 1, 3);
        Assert.DoesNotContain(ids, process => process.Value!.GetValue<string>().Contains("mayfly-server", StringComparison.Ordinal));
        Report.AssertNothingSucceeded(report["signals"]!);
        Assert.All(report["signals"]!.AsObject(), signal => Assert.Equal("ESRCH", signal.Value!.GetValue<string>()));
    }

    [Theory]
    [InlineData(Boot.FromStem)]
    [InlineData(Boot.Direct)]
    public async Task Its_descriptors_lead_nowhere(Boot boot)
    {
        JsonNode report = await LookAroundAsync(boot);

        string[] leading = [.. report["descriptors"]!.AsObject().Select(descriptor => descriptor.Value!.GetValue<string>())
            .Where(target => target.StartsWith("ok '/", StringComparison.Ordinal) && !target.StartsWith("ok '/dev/", StringComparison.Ordinal) && !target.StartsWith("ok '/proc/", StringComparison.Ordinal))];
        Assert.Empty(leading);
        Assert.InRange(report["descriptors"]!.AsObject().Count, 3, 32);
    }

    [Fact]
    public async Task Another_functions_environment_is_not_to_be_found()
    {
        string secret = Guid.NewGuid().ToString("N");
        HostileFunction other = await HostileFunction.DeployAsync(
            hostile.Server, "neighbour", new JsonObject { ["Environment"] = new JsonObject { ["Variables"] = new JsonObject { ["SECRET"] = secret } } });
        await other.InvokeAsync();

        JsonNode report = await LookAroundAsync(Boot.FromStem);

        Assert.DoesNotContain(secret, report.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killing_all_that_it_can_kills_only_its_own()
    {
        HostileFunction other = await HostileFunction.DeployAsync(hostile.Server, "neighbour");
        Assert.Equal(1, (await other.InvokeAsync()).GetValue<int>());
        HostileFunction intruder = await HostileFunction.DeployAsync(hostile.Server, "processes");

        await intruder.InvokeRawAsync(new JsonObject { ["ask"] = "kill everything" });

        Assert.Equal(2, (await other.InvokeAsync()).GetValue<int>());
    }

    private async Task<JsonNode> LookAroundAsync(Boot boot)
    {
        HostileFunction intruder = await HostileFunction.DeployAsync(hostile.Server, "processes", boot);
        int[] strangers = [hostile.Server.ProcessId, Environment.ProcessId, .. ProcessRecord.Below(hostile.Server.ProcessId).Select(process => process.Id)];
        return await intruder.InvokeAsync(new JsonObject { ["strangers"] = new JsonArray([.. strangers.Select(id => JsonValue.Create(id))]) });
    }
}
