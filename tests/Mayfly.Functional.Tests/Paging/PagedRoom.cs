using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;
using Mayfly.Functional.Tests.Tables;

namespace Mayfly.Functional.Tests.Paging;

/// <summary>An account of its own, in which one list grows and shrinks.</summary>
internal sealed class PagedRoom(MayflyServer server)
{
    public const string Functions = "/2015-03-31/functions";

    public const string SigningConfigs = "/2020-04-22/code-signing-configs";

    private static readonly FunctionSource _source = FunctionSource.Node("throw new Error('never run');");

    private readonly RawClient _client = server.Raw(Placeholders.NewAccount());

    /// <summary>The name of the room's function, where it has one.</summary>
    public string Function { get; } = FunctionCalls.NewName();

    /// <summary>The ARN of the room's code signing configuration, where it has one.</summary>
    public string SigningConfig { get; private set; } = string.Empty;

    public static string Zip { get; } = Convert.ToBase64String(_source.Archive);

    /// <summary>Sends a request that must succeed.</summary>
    public async Task<JsonObject> SendAsync(string method, string path, JsonObject? body = null)
    {
        RawAnswer answer = body is null ? await _client.SendAsync(new HttpMethod(method), path) : await _client.SendAsync(new HttpMethod(method), path, body);
        Assert.True(answer.Status is >= 200 and < 300, $"{method} {path} was answered {answer.Status}: {answer.Text}");
        return answer.Body.Length == 0 ? [] : answer.Json;
    }

    /// <summary>Makes a function.</summary>
    public Task CreateAsync(string name, bool publish = false) => SendAsync("POST", Functions, new JsonObject
    {
        ["FunctionName"] = name,
        ["Runtime"] = _source.Runtime,
        ["Handler"] = _source.Handler,
        ["Role"] = FunctionCalls.Role,
        ["Publish"] = publish,
        ["Code"] = new JsonObject { ["ZipFile"] = Zip },
    });

    /// <summary>Makes the room's function, with one version, and waits for it.</summary>
    public async Task CreateAsync()
    {
        await CreateAsync(Function, publish: true);
        await ReadyAsync();
    }

    /// <summary>Makes the room's code signing configuration.</summary>
    public async Task MakeSigningConfigAsync() => SigningConfig = await AddSigningConfigAsync();

    /// <summary>Makes a code signing configuration and answers its ARN.</summary>
    public async Task<string> AddSigningConfigAsync() => (string)(await SendAsync("POST", SigningConfigs, new JsonObject
    {
        ["AllowedPublishers"] = new JsonObject { ["SigningProfileVersionArns"] = new JsonArray("arn:aws:signer:us-east-1:000000000000:/signing-profiles/build/0123456789") },
    }))["CodeSigningConfig"]!["CodeSigningConfigArn"]!;

    public Task ReadyAsync() => Wait.UntilAsync(
        "the function to be ready", async () => (string?)(await SendAsync("GET", $"{Functions}/{Function}/configuration"))["LastUpdateStatus"] == "Successful");

    public async Task<PagedItem> AddAliasAsync(string name)
    {
        await SendAsync("POST", $"{Functions}/{Function}/aliases", new JsonObject { ["Name"] = name, ["FunctionVersion"] = "1" });
        return new PagedItem(name, $"{Functions}/{Function}/aliases/{name}");
    }
}
