using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;

namespace Mayfly.Functional.Tests.Layers;

/// <summary>The calls that tests of layers make.</summary>
internal static class LayerCalls
{
    /// <summary>Publishes a version of a layer and answers it.</summary>
    public static Task<JsonObject> PublishLayerAsync(this AwsClient client, string name, byte[] archive, JsonObject? more = null)
    {
        JsonObject parameters = new() { ["LayerName"] = name, ["Content"] = new JsonObject { ["ZipFile"] = Blob.Of(archive) } };
        foreach ((string member, JsonNode? value) in more ?? [])
        {
            parameters[member] = value?.DeepClone();
        }

        return client.LambdaAsync("PublishLayerVersion", parameters);
    }

    /// <summary>Publishes and answers the version's ARN.</summary>
    public static async Task<string> LayerAsync(this AwsClient client, byte[] archive, string? name = null) =>
        (string)(await client.PublishLayerAsync(name ?? FunctionCalls.NewName("layer"), archive))["LayerVersionArn"]!;

    /// <summary>The member of a function's parameters.</summary>
    public static JsonObject Using(params string[] arns) => new() { ["Layers"] = new JsonArray([.. arns.Select(arn => JsonValue.Create(arn))]) };

    public static JsonObject Version(string name, int version) => new() { ["LayerName"] = name, ["VersionNumber"] = version };
}
