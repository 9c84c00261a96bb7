using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.Tools;

/// <summary>`aws lambda wait`: when it ends, the next command may rely on what was waited for.</summary>
public sealed class WaiterTests(SharedServer shared)
{
    [Theory]
    [InlineData("function-exists")]
    [InlineData("function-active")]
    [InlineData("function-active-v2")]
    public async Task A_function_that_was_waited_for_can_be_invoked(string waiter)
    {
        using CliRoom room = new(shared.Server);
        string name = await room.CreateAsync("exports.handler = async () => 'first';");

        await room.Cli.RunAsync("lambda", "wait", waiter, "--function-name", name);

        Assert.Equal("\"first\"", await room.InvokeAsync(name));
    }

    [Theory]
    [InlineData("function-updated")]
    [InlineData("function-updated-v2")]
    public async Task An_update_that_was_waited_for_is_in_force_and_the_next_may_follow(string waiter)
    {
        using CliRoom room = new(shared.Server);
        string name = await room.CreateAsync("exports.handler = async () => 'first';");
        await room.Cli.RunAsync("lambda", "wait", "function-active-v2", "--function-name", name);

        await room.UpdateCodeAsync(name, "exports.handler = async () => process.env.ANSWER;");
        await room.Cli.RunAsync("lambda", "wait", waiter, "--function-name", name);
        await room.Cli.RunAsync("lambda", "update-function-configuration", "--function-name", name, "--environment", "Variables={ANSWER=second}");
        await room.Cli.RunAsync("lambda", "wait", waiter, "--function-name", name);

        Assert.Equal("\"second\"", await room.InvokeAsync(name));
    }

    [Fact]
    public async Task A_version_that_was_waited_for_can_be_invoked()
    {
        using CliRoom room = new(shared.Server);
        string name = await room.CreateAsync("exports.handler = async (e, c) => c.functionVersion;");
        await room.Cli.RunAsync("lambda", "wait", "function-active-v2", "--function-name", name);
        JsonObject version = await room.Cli.JsonAsync("lambda", "publish-version", "--function-name", name);

        await room.Cli.RunAsync("lambda", "wait", "published-version-active", "--function-name", name, "--qualifier", (string)version["Version"]!);

        Assert.Equal("\"1\"", await room.InvokeAsync(name, "--qualifier", "1"));
    }

    [Theory]
    [InlineData("function-active-v2")]
    [InlineData("function-updated-v2")]
    public async Task Nobody_waits_for_a_function_that_is_not_there(string waiter)
    {
        (int status, _, string errors) = await shared.Server.Cli().TryAsync("lambda", "wait", waiter, "--function-name", FunctionCalls.NewName());

        Assert.NotEqual(0, status);
        Assert.Contains("(ResourceNotFoundException)", errors, StringComparison.Ordinal);
    }
}
