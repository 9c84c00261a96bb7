using System.Text;
using System.Text.Json.Nodes;

namespace Mayfly.Functional.Tests.Clients;

/// <summary>Bytes as the clients' programs read and write them in JSON.</summary>
internal static class Blob
{
    public static JsonObject Of(ReadOnlySpan<byte> bytes) => new() { ["$bytes"] = Convert.ToBase64String(bytes) };

    public static JsonObject Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static byte[] Bytes(JsonNode? blob) => blob is null ? [] : Convert.FromBase64String((string)blob["$bytes"]!);

    public static string Text(JsonNode? blob) => Encoding.UTF8.GetString(Bytes(blob));
}
