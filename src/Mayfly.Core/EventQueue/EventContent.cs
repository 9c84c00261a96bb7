using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Mayfly.Core.EventQueue;

/// <summary>What is stored of an event: the length of its header, its header as JSON, its payload.</summary>
internal static class EventContent
{
    public static byte[] Write<T>(T header, JsonTypeInfo<T> type, ReadOnlySpan<byte> payload)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header, type);
        byte[] content = new byte[sizeof(int) + json.Length + payload.Length];
        BinaryPrimitives.WriteInt32LittleEndian(content, json.Length);
        json.CopyTo(content.AsSpan(sizeof(int)));
        payload.CopyTo(content.AsSpan(sizeof(int) + json.Length));
        return content;
    }

    /// <exception cref="InvalidDataException">It was not written by <see cref="Write"/>.</exception>
    public static T ReadHeader<T>(ReadOnlySpan<byte> content, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(content.Slice(sizeof(int), HeaderLength(content)), type) ?? throw new InvalidDataException("The header of a stored event is null.");
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"The header of a stored event cannot be read: {failure.Message}", failure);
        }
    }

    public static ReadOnlySpan<byte> Payload(ReadOnlySpan<byte> content) => content[(sizeof(int) + HeaderLength(content))..];

    private static int HeaderLength(ReadOnlySpan<byte> content)
    {
        int length = content.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(content);
        return length >= 0 && length <= content.Length - sizeof(int) ? length : throw new InvalidDataException("A stored event is cut off.");
    }
}
