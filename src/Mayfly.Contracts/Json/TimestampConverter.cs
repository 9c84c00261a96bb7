using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mayfly.Contracts.Json;

/// <summary>Times in bodies are seconds since 1970 with up to three decimals, as restJson1 has them.</summary>
internal sealed class TimestampConverter : JsonConverter<DateTimeOffset>
{
    private const double MillisecondsPerSecond = 1000;

    private static readonly double s_first = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly double s_last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            throw WrongJsonTypeException.Of(reader.TokenType, "Timestamp");
        }

        double milliseconds = Math.Round(reader.GetDouble() * MillisecondsPerSecond);
        return milliseconds >= s_first && milliseconds <= s_last
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds)
            : throw WrongJsonTypeException.OutOfRange("Timestamp");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        long milliseconds = value.ToUnixTimeMilliseconds();
        if (milliseconds % 1000 == 0)
        {
            writer.WriteNumberValue(milliseconds / 1000);
        }
        else
        {
            writer.WriteNumberValue(milliseconds / 1000m);
        }
    }
}
