using System.Text.Json;
using Amazon.Lambda.Core;

namespace Mayfly.Dotnet.Bridge;

/// <summary>What the caller's SDK sent as X-Amz-Client-Context; empty without one, as in AWS's runtime.</summary>
internal sealed class ClientContext : IClientContext
{
    public IDictionary<string, string> Environment { get; private set; } = null!;

    public IClientApplication Client { get; private set; } = null!;

    public IDictionary<string, string> Custom { get; private set; } = null!;

    public static ClientContext Parse(string? json)
    {
        ClientContext context = new();
        if (string.IsNullOrWhiteSpace(json))
        {
            return context;
        }

        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        if (root.TryGetProperty("client", out JsonElement client))
        {
            context.Client = ClientApplication.Of(client);
        }

        context.Custom = Texts(root, "custom")!;
        context.Environment = Texts(root, "env")!;
        return context;
    }

    private static Dictionary<string, string>? Texts(JsonElement root, string member)
        => root.TryGetProperty(member, out JsonElement values) ? values.EnumerateObject().ToDictionary(value => value.Name, value => value.Value.ToString()) : null;
}
