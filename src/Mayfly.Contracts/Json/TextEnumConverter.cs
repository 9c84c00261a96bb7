using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mayfly.Contracts.Json;

/// <summary>Reads and writes AWS enums as their text. Known values are not held in memory twice.</summary>
public sealed class TextEnumConverter<TEnum> : JsonConverter<TEnum>
    where TEnum : struct, ITextEnum<TEnum>
{
    /// <summary>A null in a list becomes the default value, for validation to find.</summary>
    public override bool HandleNull => true;

    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            throw WrongJsonTypeException.Of(reader.TokenType, "String");
        }

        foreach (string known in TEnum.Known)
        {
            if (reader.ValueTextEquals(known))
            {
                return TEnum.From(known);
            }
        }

        return TEnum.From(reader.GetString()!);
    }

    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
