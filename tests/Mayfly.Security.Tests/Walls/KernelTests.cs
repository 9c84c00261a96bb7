using System.Text.Json.Nodes;
using Mayfly.Security.Tests.Hosting;

namespace Mayfly.Security.Tests.Walls;

/// <summary>The doors of the kernel that no function needs are shut.</summary>
public sealed class KernelTests(HostileServer hostile)
{
    [Theory]
    [InlineData(Boot.FromStem)]
    [InlineData(Boot.Direct)]
    public async Task Calls_that_no_function_needs_are_refused(Boot boot)
    {
        HostileFunction intruder = await HostileFunction.DeployAsync(hostile.Server, "syscalls", boot);

        JsonNode report = await intruder.InvokeAsync();

        JsonObject tried = report["tried"]!.AsObject();
        Assert.True(tried.Count >= 58, $"Only {tried.Count} calls were tried.");
        // refused as such, before their arguments were looked at: any other error would mean that the kernel had let the call in
        string[] letIn = [.. tried.Where(call => call.Value!.GetValue<string>() is not ("EPERM" or "ENOSYS")).Select(call => $"{call.Key}: {call.Value}")];
        Assert.True(letIn.Length == 0, string.Join('\n', letIn));
        Report.AssertNothingSucceeded(report["identity"]!, atLeast: 2);
        Report.AssertSucceeded(report, "fork");
    }

    [Theory]
    [InlineData(Boot.FromStem)]
    [InlineData(Boot.Direct)]
    public async Task Sockets_of_unusual_kinds_are_refused(Boot boot)
    {
        HostileFunction intruder = await HostileFunction.DeployAsync(hostile.Server, "sockets", boot);

        JsonNode report = await intruder.InvokeAsync();

        Report.AssertNothingSucceeded(report["refused"]!, atLeast: 20);
        Report.AssertSucceeded(report, "TCP");
        Report.AssertSucceeded(report, "UDP");
        Report.AssertSucceeded(report, "Unix");
    }

    [Fact]
    public async Task Programs_with_the_setuid_bit_give_nothing()
    {
        HostileFunction intruder = await HostileFunction.DeployAsync(hostile.Server, "setuid");

        JsonNode report = await intruder.InvokeAsync();

        JsonObject ran = report["ran"]!.AsObject();
        Assert.Contains("/usr/bin/su", ran.Select(program => program.Key));
        Assert.All(ran, program => Assert.Equal("993 993 993 993", program.Value!.GetValue<string>()));
    }
}
