using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Versions;

/// <summary>Calls of the operations on versions and aliases.</summary>
internal static class VersionCalls
{
    /// <summary>Publishes what $LATEST is, and answers the version's number.</summary>
    public static async Task<string> PublishAsync(this AwsClient client, string name)
        => (string)(await client.LambdaAsync("PublishVersion", new JsonObject { ["FunctionName"] = name }))["Version"]!;

    /// <summary>Brings new code and publishes it, and answers the version's number.</summary>
    public static async Task<string> PublishAsync(this AwsClient client, string name, FunctionSource source)
    {
        await client.UpdateCodeAsync(name, source);
        return await client.PublishAsync(name);
    }

    public static Task<JsonObject> AliasAsync(this AwsClient client, string name, string alias, string version, string? additional = null, double weight = 0)
        => client.LambdaAsync("CreateAlias", Alias(name, alias, version, additional, weight));

    public static Task<JsonObject> MoveAliasAsync(this AwsClient client, string name, string alias, string version, string? additional = null, double weight = 0)
        => client.LambdaAsync("UpdateAlias", Alias(name, alias, version, additional, weight));

    private static JsonObject Alias(string name, string alias, string version, string? additional, double weight) => new()
    {
        ["FunctionName"] = name,
        ["Name"] = alias,
        ["FunctionVersion"] = version,
        ["RoutingConfig"] = new JsonObject { ["AdditionalVersionWeights"] = additional is null ? [] : new JsonObject { [additional] = weight } },
    };
}
