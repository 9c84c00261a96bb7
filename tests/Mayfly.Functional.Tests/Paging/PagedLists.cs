using System.Text.Json.Nodes;

namespace Mayfly.Functional.Tests.Paging;

/// <summary>All lists that come in pages.</summary>
internal static class PagedLists
{
    /// <summary>How many items a room ever numbers.</summary>
    public const int Numbers = 28;

    public static IReadOnlyList<PagedList> All { get; } =
    [
        new("ListFunctions", $"{PagedRoom.Functions}?MasterRegion=ALL", "Functions", static item => (string)item["FunctionName"]!, AddFunctionAsync),
        new("ListFunctions", $"{PagedRoom.Functions}?FunctionVersion=ALL", "Functions", static item => (string)item["FunctionName"]!, AddFunctionAsync),
        new("ListVersionsByFunction", $"{PagedRoom.Functions}/NAME/versions?", "Versions", static item => (string)item["Version"]!, AddVersionAsync) { PrepareAsync = static room => room.CreateAsync() },
        new("ListAliases", $"{PagedRoom.Functions}/NAME/aliases?", "Aliases", static item => (string)item["Name"]!, static (room, number) => room.AddAliasAsync(Name(number))) { PrepareAsync = static room => room.CreateAsync() },
        new("ListLayers", "/2018-10-31/layers?", "Layers", static item => (string)item["LayerName"]!, static (room, number) => AddLayerAsync(room, Name(number), static version => $"{version["LayerArn"]}".Split(':')[^1])),
        new("ListLayerVersions", "/2018-10-31/layers/one/versions?", "LayerVersions", static item => $"{item["Version"]}", static (room, _) => AddLayerAsync(room, "one", static version => $"{version["Version"]}")),
        new("ListFunctionEventInvokeConfigs", "/2019-09-25/functions/NAME/event-invoke-config/list?", "FunctionEventInvokeConfigs", Qualifier, AddEventInvokeAsync) { PrepareAsync = CreateWithAliasesAsync },
        new("ListFunctionUrlConfigs", "/2021-10-31/functions/NAME/urls?", "FunctionUrlConfigs", Qualifier, AddUrlAsync) { PrepareAsync = CreateWithAliasesAsync },
        new("ListProvisionedConcurrencyConfigs", "/2019-09-30/functions/NAME/provisioned-concurrency?List=ALL", "ProvisionedConcurrencyConfigs", Qualifier, AddProvisionedAsync) { PrepareAsync = CreateWithAliasesAsync },
        new("ListCodeSigningConfigs", $"{PagedRoom.SigningConfigs}?", "CodeSigningConfigs", static item => (string)item["CodeSigningConfigArn"]!, static (room, _) => AddSigningAsync(room)),
        new("ListFunctionsByCodeSigningConfig", $"{PagedRoom.SigningConfigs}/SIGNING/functions?", "FunctionArns", static item => $"{item}".Split(':')[^1], AddSignedFunctionAsync) { PrepareAsync = static room => room.MakeSigningConfigAsync() },
    ];

    private static string Name(int number) => $"item-{number:00}";

    private static string Qualifier(JsonNode item) => ((string)item["FunctionArn"]!).Split(':')[^1];

    private static async Task<PagedItem> AddFunctionAsync(PagedRoom room, int number)
    {
        await room.CreateAsync(Name(number));
        return new PagedItem(Name(number), $"{PagedRoom.Functions}/{Name(number)}");
    }

    private static async Task<PagedItem> AddVersionAsync(PagedRoom room, int number)
    {
        await room.SendAsync("PUT", $"{PagedRoom.Functions}/{room.Function}/configuration", new JsonObject { ["Description"] = $"{Guid.NewGuid()}" });
        await room.ReadyAsync();
        string version = (string)(await room.SendAsync("POST", $"{PagedRoom.Functions}/{room.Function}/versions", []))["Version"]!;
        return new PagedItem(version, $"{PagedRoom.Functions}/{room.Function}?Qualifier={version}");
    }

    private static async Task<PagedItem> AddLayerAsync(PagedRoom room, string layer, Func<JsonObject, string> keyOf)
    {
        JsonObject version = await room.SendAsync("POST", $"/2018-10-31/layers/{layer}/versions", new JsonObject { ["Content"] = new JsonObject { ["ZipFile"] = PagedRoom.Zip } });
        return new PagedItem(keyOf(version), $"/2018-10-31/layers/{layer}/versions/{version["Version"]}");
    }

    private static async Task CreateWithAliasesAsync(PagedRoom room)
    {
        await room.CreateAsync();
        for (int number = 0; number < Numbers; number++)
        {
            await room.AddAliasAsync(Name(number));
        }
    }

    private static Task<PagedItem> AddEventInvokeAsync(PagedRoom room, int number) =>
        PutAsync(room, "PUT", $"/2019-09-25/functions/{room.Function}/event-invoke-config", number, new JsonObject { ["MaximumRetryAttempts"] = 1 });

    private static Task<PagedItem> AddUrlAsync(PagedRoom room, int number) =>
        PutAsync(room, "POST", $"/2021-10-31/functions/{room.Function}/url", number, new JsonObject { ["AuthType"] = "NONE" });

    private static Task<PagedItem> AddProvisionedAsync(PagedRoom room, int number) =>
        PutAsync(room, "PUT", $"/2019-09-30/functions/{room.Function}/provisioned-concurrency", number, new JsonObject { ["ProvisionedConcurrentExecutions"] = 1 });

    private static async Task<PagedItem> AddSigningAsync(PagedRoom room)
    {
        string arn = await room.AddSigningConfigAsync();
        return new PagedItem(arn, $"{PagedRoom.SigningConfigs}/{arn}");
    }

    private static async Task<PagedItem> AddSignedFunctionAsync(PagedRoom room, int number)
    {
        PagedItem function = await AddFunctionAsync(room, number);
        await room.SendAsync("PUT", $"/2020-06-30/functions/{function.Key}/code-signing-config", new JsonObject { ["CodeSigningConfigArn"] = room.SigningConfig });
        return function;
    }

    /// <summary>Configures the alias with that number.</summary>
    private static async Task<PagedItem> PutAsync(PagedRoom room, string method, string path, int number, JsonObject body)
    {
        string qualified = $"{path}?Qualifier={Name(number)}";
        await room.SendAsync(method, qualified, body);
        return new PagedItem(Name(number), qualified);
    }
}
