using System.Text;
using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;

namespace Mayfly.Functional.Tests.Streaming;

/// <summary>The calls that tests of streaming make.</summary>
internal static class StreamingCalls
{
    /// <summary>Begins an InvokeWithResponseStream.</summary>
    public static EventStreamCall Stream(this AwsClient client, string name, string payload, JsonObject? more = null)
    {
        JsonObject parameters = new() { ["FunctionName"] = name, ["Payload"] = Blob.Of(payload) };
        foreach ((string member, JsonNode? value) in more ?? [])
        {
            parameters[member] = value?.DeepClone();
        }

        return client.Stream("InvokeWithResponseStream", parameters);
    }

    /// <summary>The text of a whole answer, and its InvokeComplete.</summary>
    public static async Task<(string Text, JsonObject Complete)> WholeAsync(this EventStreamCall call)
    {
        IReadOnlyList<JsonObject> events = await call.RestAsync();
        return (string.Concat(events.SkipLast(1).Select(TextOf)), events[^1]["InvokeComplete"]!.AsObject());
    }

    /// <summary>The id of the environment that answers. The environment is free again when this is known, because the log ends with the invocation.</summary>
    public static async Task<string> EnvironmentAsync(this AwsClient client, string name)
        => (await client.Stream(name, StreamingFunction.Steps("""{"id":true}"""), new JsonObject { ["LogType"] = "Tail" }).WholeAsync()).Text;

    /// <summary>The text of a PayloadChunk.</summary>
    public static string TextOf(this JsonObject happened) => Blob.Text(happened["PayloadChunk"]!["Payload"]);

    /// <summary>The end of the log that came with an InvokeComplete.</summary>
    public static string LogOf(this JsonObject complete) => Encoding.UTF8.GetString(Convert.FromBase64String((string)complete["LogResult"]!));

    public static Task<HttpResponseMessage> OpenStreamAsync(this RawClient client, string name, string payload, params (string Name, string Value)[] headers)
        => client.OpenAsync(HttpMethod.Post, $"/2021-11-15/functions/{name}/response-streaming-invocations", Encoding.UTF8.GetBytes(payload), headers);
}
