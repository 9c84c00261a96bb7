using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace Mayfly.Functional.Tests.Streaming;

/// <summary>Reads the events of an InvokeWithResponseStream's raw answer, no further than asked for.</summary>
internal sealed class EventStreamReader(Stream stream)
{
    /// <summary>The next event's type and payload; null at the end.</summary>
    public async Task<(string Type, byte[] Payload)?> NextAsync()
    {
        byte[] prelude = new byte[12];
        if (await stream.ReadAtLeastAsync(prelude, prelude.Length, throwOnEndOfStream: false, TestContext.Current.CancellationToken) < prelude.Length)
        {
            return null;
        }

        byte[] rest = new byte[BinaryPrimitives.ReadInt32BigEndian(prelude) - prelude.Length];
        await stream.ReadExactlyAsync(rest, TestContext.Current.CancellationToken);
        int headers = BinaryPrimitives.ReadInt32BigEndian(prelude.AsSpan(4));
        string type = Encoding.UTF8.GetString(rest, 0, headers).Contains("InvokeComplete", StringComparison.Ordinal) ? "InvokeComplete" : "PayloadChunk";
        return (type, rest[headers..^4]);
    }

    /// <summary>Reads to the end: how many bytes of payload there were, and what the last event says.</summary>
    public async Task<(long Length, JsonObject Complete)> RestAsync()
    {
        long length = 0;
        while (await NextAsync() is var (type, payload))
        {
            if (type == "InvokeComplete")
            {
                Assert.Null(await NextAsync());
                return (length, JsonNode.Parse(payload)!.AsObject());
            }

            length += payload.Length;
        }

        throw new EndOfStreamException("The stream ended without InvokeComplete.");
    }
}
