using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mayfly.Contracts.Json;

internal sealed class LongConverter : JsonConverter<long>
{
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            throw WrongJsonTypeException.Of(reader.TokenType, "Long");
        }

        return reader.TryGetInt64(out long value) ? value : throw WrongJsonTypeException.OutOfRange("Long");
    }

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
