using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Security.Tests.Hosting;

namespace Mayfly.Security.Tests.Walls;

/// <summary>The host's files, the server's data and other functions' code are out of sight, however open their permissions are.</summary>
public sealed class FileTests(HostileServer hostile)
{
    [Theory]
    [InlineData(Boot.FromStem)]
    [InlineData(Boot.Direct)]
    public async Task Files_of_the_host_and_of_other_functions_are_out_of_sight(Boot boot)
    {
        MayflyServer server = hostile.Server;
        using Canary canary = new();
        HostileFunction other = await HostileFunction.DeployAsync(server, "neighbour", boot);
        string secret = (await other.InvokeAsync(new JsonObject { ["ask"] = "leave a file" })).GetValue<string>();
        HostileFunction intruder = await HostileFunction.DeployAsync(server, "files", boot);
        string[] paths = [canary.Path, "/root", "/home", "/etc/shadow", "/boot", "/run", "/run/mayfly", server.Footprint.RuntimeDirectory, server.DataDirectory, Repository.Root, "/var/lib", "/var/log", "/proc/kcore"];

        JsonNode report = await intruder.InvokeAsync(new JsonObject
        {
            ["paths"] = new JsonArray([.. paths.SelectMany(path => (string[])[path, "/proc/1/root" + path]).Select(path => JsonValue.Create(path))]),
            ["names"] = new JsonArray(canary.Name, "neighbour.py", secret, Path.GetFileName(server.DataDirectory), server.Footprint.Instance, "mayfly-server.dll"),
        });

        Report.AssertNothingSucceeded(report["paths"]!, atLeast: 2 * paths.Length);
        Assert.Empty(report["found"]!.AsArray());
        Assert.Contains("/var/task/attempts.py", report["own"]!.AsArray().Select(path => path!.GetValue<string>()));
    }

    [Theory]
    [InlineData(Boot.FromStem)]
    [InlineData(Boot.Direct)]
    public async Task Nothing_can_be_written_but_in_tmp(Boot boot)
    {
        HostileFunction intruder = await HostileFunction.DeployAsync(hostile.Server, "writes", boot);

        JsonNode report = await intruder.InvokeAsync();

        Report.AssertNothingSucceeded(report["created"]!, atLeast: 17);
        Report.AssertNothingSucceeded(report["opened"]!, atLeast: 17);
        Report.AssertNothingSucceeded(report["permissions"]!, atLeast: 6);
        Report.AssertSucceeded(report, "own");
    }

    [Fact]
    public async Task Links_left_in_tmp_lead_nowhere()
    {
        using Canary canary = new();
        HostileFunction other = await HostileFunction.DeployAsync(hostile.Server, "neighbour");
        string secret = (await other.InvokeAsync(new JsonObject { ["ask"] = "leave a file" })).GetValue<string>();
        HostileFunction intruder = await HostileFunction.DeployAsync(hostile.Server, "links");

        JsonNode report = await intruder.InvokeAsync(new JsonObject { ["targets"] = new JsonArray(canary.Path, "/tmp/" + secret, "/etc/shadow", hostile.Server.DataDirectory) });
        await intruder.DeleteAsync();

        Report.AssertNothingSucceeded(report["followed"]!, atLeast: 4);
        Report.AssertNothingSucceeded(report["hardlinks"]!, atLeast: 4);
        Assert.True(canary.IsUntouched);
        Assert.Equal(secret, (await other.InvokeAsync(new JsonObject { ["ask"] = "read the file" })).GetValue<string>());
    }
}
