using System.Globalization;
using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.Tools;

/// <summary>New code, brought by the `aws` command as deployment scripts do it, while the function is invoked without pause.</summary>
public sealed class RolloutTests(SharedServer shared)
{
    private const int Releases = 4;

    [Fact]
    public async Task Code_is_updated_in_a_loop_without_a_failed_invocation()
    {
        using CliRoom room = new(shared.Server);
        Gate gate = new(shared.Server);
        string name = await room.CreateAsync($"exports.handler = async (event) => {{ if (event.wait) await {gate.NodePromise}; return 0; }};");
        await room.Cli.RunAsync("lambda", "wait", "function-active-v2", "--function-name", name);
        Task<InvokeAnswer> before = shared.Server.Sdk().InvokeAsync(name, """{"wait":true}""");
        WaitingSandbox old = Assert.Single(await gate.ReachedAsync());

        await SteadyLoad.DuringAsync(shared.Server, name, 0, async load =>
        {
            for (int release = 1; release <= Releases; release++)
            {
                await load.ChangeAsync(release, async () =>
                {
                    await room.UpdateCodeAsync(name, Release(release));
                    await room.Cli.RunAsync("lambda", "wait", "function-updated-v2", "--function-name", name);
                });
            }
        });

        // What was running when the first update came still runs, and finishes.
        old.Open();
        InvokeAnswer last = await before;
        Assert.Equal((null, "0"), (last.FunctionError, last.Payload));
    }

    [Fact]
    public async Task An_alias_is_shifted_from_blue_to_green_without_a_failed_invocation()
    {
        using CliRoom room = new(shared.Server);
        string name = await room.CreateAsync(Release(1));
        await room.Cli.RunAsync("lambda", "wait", "function-active-v2", "--function-name", name);
        string blue = await PublishAsync(room, name);
        await room.Cli.RunAsync("lambda", "create-alias", "--function-name", name, "--name", "live", "--function-version", blue);

        await SteadyLoad.DuringAsync(
            shared.Server,
            $"{name}:live",
            1,
            async load =>
            {
                for (int release = 2; release <= Releases; release++)
                {
                    await room.UpdateCodeAsync(name, Release(release));
                    await room.Cli.RunAsync("lambda", "wait", "function-updated-v2", "--function-name", name);
                    string green = await PublishAsync(room, name);
                    await load.ChangeAsync(release, () => ShiftAsync(room, load, name, blue, green));
                    blue = green;
                }
            },
            numbersAreVersions: true);
    }

    /// <summary>A share of the traffic goes to the new version, and some of it still to the old; then all of it to the new.</summary>
    private static async Task ShiftAsync(CliRoom room, SteadyLoad load, string name, string blue, string green)
    {
        await room.Cli.RunAsync("lambda", "update-alias", "--function-name", name, "--name", "live", "--routing-config", $"AdditionalVersionWeights={{{green}=0.25}}");
        await load.AnsweredAsync(int.Parse(green, CultureInfo.InvariantCulture), more: 4);
        await load.AnsweredAsync(int.Parse(blue, CultureInfo.InvariantCulture), more: 4);
        await room.Cli.RunAsync("lambda", "update-alias", "--function-name", name, "--name", "live", "--function-version", green, "--routing-config", "AdditionalVersionWeights={}");
    }

    private static async Task<string> PublishAsync(CliRoom room, string name)
    {
        JsonObject published = await room.Cli.JsonAsync("lambda", "publish-version", "--function-name", name);
        return (string)published["Version"]!;
    }

    private static string Release(int number) => $"exports.handler = async () => {number};";
}
