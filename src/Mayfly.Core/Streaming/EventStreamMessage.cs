using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Mayfly.Core.Packages.Zip;

namespace Mayfly.Core.Streaming;

/// <summary>
/// AWS's framing of event streams (application/vnd.amazon.eventstream): a prelude of two lengths and their checksum, headers, payload, and a checksum of all.
/// https://smithy.io/2.0/aws/amazon-eventstream.html
/// </summary>
internal static class EventStreamMessage
{
    private const int PreludeLength = 12;
    private const int ChecksumLength = 4;
    private const byte StringType = 7;

    /// <summary>Headers with text values, as they stand in a message.</summary>
    public static byte[] Headers(params ReadOnlySpan<(string Name, string Value)> headers)
    {
        ArrayBufferWriter<byte> output = new();
        foreach ((string name, string value) in headers)
        {
            output.Write([(byte)Encoding.UTF8.GetByteCount(name)]);
            Encoding.UTF8.GetBytes(name, output);
            output.Write([StringType]);
            BinaryPrimitives.WriteUInt16BigEndian(output.GetSpan(2), (ushort)Encoding.UTF8.GetByteCount(value));
            output.Advance(2);
            Encoding.UTF8.GetBytes(value, output);
        }

        return output.WrittenSpan.ToArray();
    }

    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> headers, in ReadOnlySequence<byte> payload)
    {
        Span<byte> prelude = stackalloc byte[PreludeLength];
        BinaryPrimitives.WriteUInt32BigEndian(prelude, checked((uint)(PreludeLength + headers.Length + payload.Length + ChecksumLength)));
        BinaryPrimitives.WriteUInt32BigEndian(prelude[4..], (uint)headers.Length);
        BinaryPrimitives.WriteUInt32BigEndian(prelude[8..], Crc32.Append(0, prelude[..8]));
        uint checksum = 0;
        Put(output, prelude, ref checksum);
        Put(output, headers, ref checksum);
        foreach (ReadOnlyMemory<byte> part in payload)
        {
            Put(output, part.Span, ref checksum);
        }

        BinaryPrimitives.WriteUInt32BigEndian(prelude, checksum);
        output.Write(prelude[..ChecksumLength]);
    }

    private static void Put(IBufferWriter<byte> output, ReadOnlySpan<byte> bytes, ref uint checksum)
    {
        checksum = Crc32.Append(checksum, bytes);
        output.Write(bytes);
    }
}
