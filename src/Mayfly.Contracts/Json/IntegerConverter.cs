using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mayfly.Contracts.Json;

internal sealed class IntegerConverter : JsonConverter<int>
{
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            throw WrongJsonTypeException.Of(reader.TokenType, "Integer");
        }

        return reader.TryGetInt32(out int value) ? value : throw WrongJsonTypeException.OutOfRange("Integer");
    }

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
