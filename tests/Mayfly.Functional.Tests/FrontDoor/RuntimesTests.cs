using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.FrontDoor;

/// <summary>GET /_mayfly/runtimes and the command that prints it.</summary>
public sealed class RuntimesTests(SharedServer shared)
{
    [Fact]
    public async Task Each_runtime_is_listed_with_what_was_found_or_how_to_add_it()
    {
        RawAnswer answer = await shared.Server.Raw().SendAsync(HttpMethod.Get, "/_mayfly/runtimes");

        Assert.Equal((200, "application/json"), (answer.Status, answer.Header("Content-Type")));
        JsonObject[] runtimes = [.. answer.Json["runtimes"]!.AsArray().Select(runtime => runtime!.AsObject())];
        JsonObject python = Assert.Single(runtimes, runtime => (string?)runtime["runtime"] == InstalledRuntimes.Python);
        Assert.Equal(("python", "Python", true), ((string?)python["pack"], (string?)python["language"], (bool?)python["available"]));
        Assert.Matches(@"^Python 3\.\d+\.\d+ at /", (string?)python["found"]);
        Assert.Null(python["howToAdd"]);
        Assert.Contains(runtimes, runtime => (string?)runtime["runtime"] == "provided.al2023" && (bool)runtime["available"]!);
        Assert.All(runtimes.Where(runtime => !(bool)runtime["available"]!), missing => Assert.NotEmpty((string)missing["howToAdd"]!));
    }

    [Fact]
    public async Task What_is_listed_as_missing_is_refused()
    {
        JsonObject report = (await shared.Server.Raw().SendAsync(HttpMethod.Get, "/_mayfly/runtimes")).Json;
        string missing = (string)report["runtimes"]!.AsArray().First(runtime => !(bool)runtime!["available"]!)!["runtime"]!;

        AwsCallException refused = await shared.Server.Sdk().RefusedAsync(
            "CreateFunction", FunctionCalls.Creation(FunctionCalls.NewName(), FunctionSource.Node("") with { Runtime = missing }));

        Assert.Equal("InvalidParameterValueException", refused.Code);
    }

    [Fact]
    public async Task Only_GET_is_offered()
        => Assert.Equal(405, (await shared.Server.Raw().SendAsync(HttpMethod.Post, "/_mayfly/runtimes", new JsonObject())).Status);

    [Fact]
    public async Task The_command_prints_a_table()
    {
        (int status, string output, _) = await MayflyCommand.RunAsync("runtimes", "--endpoint", shared.Server.Endpoint.ToString());

        Assert.Equal(0, status);
        Assert.Matches($@"(?m)^{InstalledRuntimes.Node} +Node\.js \d+\.\d+\.\d+ at /", output);
        Assert.Matches(@"(?m)^provided\.al2023 +custom runtime$", output);
        Assert.Contains("\nNot on this machine; start the server again after adding one:\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_prints_the_servers_JSON()
    {
        (int status, string output, _) = await MayflyCommand.RunAsync("runtimes", "--json", "--endpoint", shared.Server.Endpoint.ToString());

        Assert.Equal(0, status);
        Assert.True(JsonNode.DeepEquals((await shared.Server.Raw().SendAsync(HttpMethod.Get, "/_mayfly/runtimes")).Json, JsonNode.Parse(output)), output);
    }

    [Fact]
    public async Task The_command_tells_when_nobody_answers()
    {
        (int status, _, string errors) = await MayflyCommand.RunAsync("runtimes", "--endpoint", "http://127.0.0.1:1");

        Assert.Equal(1, status);
        Assert.Contains("mayfly: No Mayfly server answers at http://127.0.0.1:1/", errors, StringComparison.Ordinal);
    }
}
