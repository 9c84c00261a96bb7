using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

namespace Mayfly.Core.AwsServices;

/// <summary>Finds the code in what a service answers when it refuses: https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html#operation-error-serialization</summary>
internal static class AwsErrorCode
{
    /// <returns>For example QueueDoesNotExist; null where there is none.</returns>
    public static string? In(string answer) => answer.TrimStart() is ['<', ..] ? InXml(answer) : InJson(answer);

    private static string? InJson(string answer)
    {
        try
        {
            // With a namespace before it, and in some services an address behind.
            return JsonNode.Parse(answer) is JsonObject error && error["__type"] is JsonValue type && type.TryGetValue(out string? name) ? name[(name.LastIndexOf('#') + 1)..].Split(':')[0] : null;
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException)
        {
            // Not JSON, or with a name given twice.
            return null;
        }
    }

    private static string? InXml(string answer)
    {
        try
        {
            return XDocument.Parse(answer).Descendants().FirstOrDefault(static element => element.Name.LocalName == "Code")?.Value;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
