using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mayfly.Contracts.Json;

/// <summary>Blobs inside JSON are base64.</summary>
internal sealed class BlobConverter : JsonConverter<ReadOnlyMemory<byte>>
{
    public override ReadOnlyMemory<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw WrongJsonTypeException.Of(reader.TokenType, "Blob");
        }

        return reader.TryGetBytesFromBase64(out byte[]? bytes) ? bytes : throw WrongJsonTypeException.NotBase64();
    }

    public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> value, JsonSerializerOptions options) => writer.WriteBase64StringValue(value.Span);
}
