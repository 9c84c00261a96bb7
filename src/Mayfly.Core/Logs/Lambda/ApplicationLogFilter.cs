using System.Text.Json;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Logs.Lambda;

/// <summary>
/// Whether a line of the function's own passes its application log level. Only JSON functions have one. The level is the frame's, else that of the
/// line's "level" member; a JSON line without a valid one counts as INFO, and what is not JSON has no level and passes.
/// </summary>
internal sealed class ApplicationLogFilter(LoggingSettings settings)
{
    private readonly LambdaLogLevel _level = settings.Json ? LambdaLogLevels.Parse(settings.ApplicationLevel) : LambdaLogLevel.Trace;

    /// <summary>Judges one line or framed message.</summary>
    public bool Passes(ReadOnlySpan<byte> line, LambdaLogLevel? frameLevel)
    {
        if (_level == LambdaLogLevel.Trace)
        {
            return true;
        }

        return (frameLevel ?? LevelOf(line)) is not { } level || level >= _level;
    }

    private static LambdaLogLevel? LevelOf(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> content = line.TrimStart(" \t"u8);
        if (content.IsEmpty || content[0] != (byte)'{')
        {
            return null;
        }

        try
        {
            return ReadLevel(content) ?? LambdaLogLevel.Info;
        }
        catch (JsonException)
        {
            // Looks like JSON and is not: plain text.
            return null;
        }
    }

    /// <summary>Reads the whole object, since only then is it known to be one.</summary>
    private static LambdaLogLevel? ReadLevel(ReadOnlySpan<byte> json)
    {
        LambdaLogLevel? level = null;
        Utf8JsonReader reader = new(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("level"u8))
            {
                reader.Read();
                level = reader.TokenType == JsonTokenType.String ? LambdaLogLevels.Find(reader.ValueSpan) : null;
            }
        }

        return level;
    }
}
