using System.Text;
using System.Text.Json.Nodes;

namespace Mayfly.Functional.Tests.Clients;

/// <summary>An HTTP answer as it came.</summary>
internal sealed record RawAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The name of an error without the namespace that may follow it.</summary>
    public string? ErrorType => Header("x-amzn-ErrorType")?.Split(':')[0];
}
