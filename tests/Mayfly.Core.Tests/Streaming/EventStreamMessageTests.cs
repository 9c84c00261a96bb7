using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Mayfly.Core.Packages.Zip;
using Mayfly.Core.Streaming;

namespace Mayfly.Core.Tests.Streaming;

/// <summary>AWS's framing of event streams, against the vectors that AWS's own libraries are tested with, and read back by the letter of its description.</summary>
public sealed class EventStreamMessageTests
{
    [Theory]
    [InlineData("", "", "000000100000000005c248eb7d98c8ff")]
    [InlineData("", "{'foo':'bar'}", "0000001d00000000fd528c5a7b27666f6f273a27626172277dc3653936")]
    [InlineData("application/json", "{'foo':'bar'}", "0000003d0000002007fd83960c636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e7b27666f6f273a27626172277d8d9c08b1")]
    public void A_message_is_the_one_that_AWS_publishes(string contentType, string payload, string expected)
    {
        byte[] headers = contentType.Length == 0 ? [] : EventStreamMessage.Headers(("content-type", contentType));
        ArrayBufferWriter<byte> output = new();
        EventStreamMessage.Write(output, headers, new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(payload)));

        Assert.Equal(expected, Convert.ToHexStringLower(output.WrittenSpan));
    }

    [Fact]
    public void Whatever_is_written_is_read_back_however_the_payload_is_cut() =>
        Gen.Select(Gen.Byte.Array[0, 200].List[0, 5], Gen.String[Gen.Char.AlphaNumeric, 1, 255], Gen.String[0, 400]).Sample((parts, name, value) =>
        {
            ArrayBufferWriter<byte> output = new();
            EventStreamMessage.Write(output, EventStreamMessage.Headers((name, value), (":second", "")), SequenceOf(parts));
            (Dictionary<string, string> headers, byte[] payload) = Read(output.WrittenSpan);

            Assert.Equal(parts.SelectMany(static part => part), payload);
            Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value)), headers[name]);
            Assert.Equal("", headers[":second"]);
        });

    [Fact]
    public void An_invocations_events_are_named_as_AWS_names_them()
    {
        ArrayBufferWriter<byte> chunk = new(), complete = new(), failed = new();
        InvokeEvents.WritePayloadChunk(chunk, new ReadOnlySequence<byte>("part"u8.ToArray()));
        InvokeEvents.WriteInvokeComplete(complete, null, default, null);
        InvokeEvents.WriteInvokeComplete(failed, "Own.Error", [(byte)'<', 0xff, (byte)'>'], "the log"u8.ToArray());

        (Dictionary<string, string> headers, byte[] payload) = Read(chunk.WrittenSpan);
        Assert.Equal(("PayloadChunk", "application/octet-stream", "event", "part"), (headers[":event-type"], headers[":content-type"], headers[":message-type"], Encoding.UTF8.GetString(payload)));
        (headers, payload) = Read(complete.WrittenSpan);
        Assert.Equal(("InvokeComplete", "application/json", "event", "{}"), (headers[":event-type"], headers[":content-type"], headers[":message-type"], Encoding.UTF8.GetString(payload)));
        (_, payload) = Read(failed.WrittenSpan);
        JsonNode json = JsonNode.Parse(payload)!;
        Assert.Equal(("Own.Error", "<\ufffd>", "dGhlIGxvZw=="), ((string?)json["ErrorCode"], (string?)json["ErrorDetails"], (string?)json["LogResult"]));
    }

    private static (Dictionary<string, string> Headers, byte[] Payload) Read(ReadOnlySpan<byte> message)
    {
        int total = BinaryPrimitives.ReadInt32BigEndian(message), length = BinaryPrimitives.ReadInt32BigEndian(message[4..]);
        Assert.Equal(message.Length, total);
        Assert.Equal(Crc32.Append(0, message[..8]), BinaryPrimitives.ReadUInt32BigEndian(message[8..]));
        Assert.Equal(Crc32.Append(0, message[..^4]), BinaryPrimitives.ReadUInt32BigEndian(message[^4..]));
        ReadOnlySpan<byte> rest = message.Slice(12, length);
        Dictionary<string, string> headers = [];
        while (!rest.IsEmpty)
        {
            string name = Encoding.UTF8.GetString(rest.Slice(1, rest[0]));
            rest = rest[(1 + rest[0])..];
            Assert.Equal(7, rest[0]);
            int size = BinaryPrimitives.ReadUInt16BigEndian(rest[1..]);
            headers.Add(name, Encoding.UTF8.GetString(rest.Slice(3, size)));
            rest = rest[(3 + size)..];
        }

        return (headers, message[(12 + length)..^4].ToArray());
    }

    private static ReadOnlySequence<byte> SequenceOf(List<byte[]> parts)
    {
        Part first = new([]), last = first;
        foreach (byte[] part in parts)
        {
            last = last.Then(part);
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Part : ReadOnlySequenceSegment<byte>
    {
        public Part(byte[] bytes) => Memory = bytes;

        public Part Then(byte[] bytes)
        {
            Part next = new(bytes) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}
