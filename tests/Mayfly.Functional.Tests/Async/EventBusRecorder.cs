using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Wire;

namespace Mayfly.Functional.Tests.Async;

/// <summary>
/// Keeps what is sent to it as to EventBridge, and answers as PutEvents does. It is the test's own: no server of others that speaks EventBridge could be had, so that its
/// judgement of our requests is only what we know of AWS's.
/// </summary>
internal sealed class EventBusRecorder : LocalHttp
{
    public ConcurrentQueue<(string? Target, string? Signature, JsonNode Body)> Received { get; } = new();

    protected override async Task AnswerAsync(HttpListenerRequest request, byte[] body, HttpListenerResponse response)
    {
        Received.Enqueue((request.Headers["X-Amz-Target"], request.Headers["Authorization"], JsonNode.Parse(body)!));
        await response.OutputStream.WriteAsync("""{"FailedEntryCount":0,"Entries":[{"EventId":"1"}]}"""u8.ToArray());
    }
}
