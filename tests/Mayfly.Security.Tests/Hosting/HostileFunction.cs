using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Security.Tests.Hosting;

/// <summary>A deployed function whose code is one of the files in Functions/.</summary>
internal sealed class HostileFunction
{
    private const string Functions = "/2015-03-31/functions";

    /// <summary>Python reads it before any code runs, so that no running interpreter can become this function's.</summary>
    private const string ForcesDirectBoot = "PYTHONHASHSEED";

    private readonly MayflyServer _server;

    private HostileFunction(MayflyServer server, string name)
    {
        _server = server;
        Name = name;
    }

    public string Name { get; }

    /// <summary>Deploys Functions/NAME.py and what it shares with others; an empty file of that name tells its package from others.</summary>
    public static Task<HostileFunction> DeployAsync(MayflyServer server, string code, JsonObject? configuration = null)
        => DeployAsync(server, FunctionSource.Python("") with { Archive = Archive.Of(("app.py", Read(code)), ("attempts.py", Read("attempts")), ($"{code}.py", "")) }, configuration);

    /// <summary>Deploys Functions/NAME.py as a customer's own runtime.</summary>
    public static Task<HostileFunction> DeployRuntimeAsync(MayflyServer server, string code, JsonObject? configuration = null)
        => DeployAsync(server, FunctionSource.Custom(Read(code)), configuration);

    /// <summary>
    /// Deploys a function and makes sure that its environment was made in the wanted way. Stems are made ahead, but not without limit: a function that came
    /// too early for one is put aside, and the next one tried.
    /// </summary>
    public static Task<HostileFunction> DeployAsync(MayflyServer server, string code, Boot boot) => Wait.ForAsync<HostileFunction>($"a function booted {boot}", async () =>
    {
        JsonObject? variables = boot == Boot.Direct ? new JsonObject { ["Environment"] = new JsonObject { ["Variables"] = new JsonObject { [ForcesDirectBoot] = "1" } } } : null;
        HostileFunction function = await DeployAsync(server, code, variables);
        JsonNode answer = await function.InvokeAsync(new JsonObject { ["ask"] = "boot" });
        return answer.GetValue<string>() == boot.ToString() ? function : null;
    });

    public async Task<JsonNode> InvokeAsync(JsonObject? payload = null)
    {
        RawAnswer answer = await InvokeRawAsync(payload);
        Assert.True(answer.Status == 200 && answer.Header("X-Amz-Function-Error") is null, $"{Name} failed: {answer.Status} {answer.Text}");
        return JsonNode.Parse(answer.Body)!;
    }

    public Task<RawAnswer> InvokeRawAsync(JsonObject? payload = null, params (string Name, string Value)[] headers)
        => _server.Raw().InvokeAsync(Name, (payload ?? []).ToJsonString(), headers);

    /// <summary>Deletes it, which ends its environments.</summary>
    public async Task DeleteAsync() => Assert.Equal(204, (await _server.Raw().SendAsync(HttpMethod.Delete, $"{Functions}/{Name}")).Status);

    private static async Task<HostileFunction> DeployAsync(MayflyServer server, FunctionSource source, JsonObject? configuration)
    {
        string name = FunctionCalls.NewName("hostile");
        JsonObject creation = FunctionCalls.Creation(name, source, configuration);
        creation["Code"] = new JsonObject { ["ZipFile"] = Convert.ToBase64String(source.Archive) };
        RawAnswer created = await server.Raw().SendAsync(HttpMethod.Post, Functions, creation);
        Assert.True(created.Status == 201, created.Text);
        await Wait.UntilAsync($"{name} to be active", async () =>
            (string?)(await server.Raw().SendAsync(HttpMethod.Get, $"{Functions}/{name}/configuration")).Json["State"] == "Active");
        return new HostileFunction(server, name);
    }

    private static string Read(string code) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Functions", code + ".py"));
}
