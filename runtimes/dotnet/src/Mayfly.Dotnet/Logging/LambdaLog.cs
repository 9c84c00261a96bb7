using System.Globalization;
using Mayfly.Dotnet.RuntimeApi;

namespace Mayfly.Dotnet.Logging;

/// <summary>The function's log: messages with levels, marked with the invocation that they belong to, in the text or the JSON format of AWS's runtime.</summary>
internal sealed class LambdaLog
{
    public const string DateFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
    private readonly LogSink _sink;
    private readonly LogSettings _settings;
    private volatile InvocationHeaders? _invocation;

    public LambdaLog(LogSink sink, LogSettings settings)
    {
        _sink = sink;
        _settings = settings;
    }

    /// <summary>Raised when what was written without an end of line has to go out.</summary>
    public event Action? Flushing;

    /// <summary>Which invocation the lines belong to from now on.</summary>
    public void Begin(InvocationHeaders invocation) => _invocation = invocation;

    public void Flush() => Flushing?.Invoke();

    /// <summary>A message with a level by name; null and unknown names count as Information.</summary>
    /// <param name="level">.NET's or Lambda's name of it.</param>
    /// <param name="error">Logged behind the message; null for none.</param>
    /// <param name="template">A text with {placeholders} for the arguments, or just a text.</param>
    /// <param name="arguments">Empty or null: the template is the message as it is.</param>
    public void Write(string? level, Exception? error, string? template, object?[]? arguments) => Write(LogLevels.Parse(level) ?? LogLevel.Information, error, template, arguments);

    public void Write(LogLevel level, Exception? error, string? template, object?[]? arguments)
    {
        if (level < _settings.Minimum)
        {
            return;
        }

        MessageTemplate parsed = arguments is { Length: > 0 } ? MessageTemplate.Parse(template ?? "") : MessageTemplate.Plain(template ?? "");
        _sink.Write(_settings.Json
            ? JsonLine.Compose(DateTime.UtcNow, level, _invocation, parsed, arguments ?? [], error)
            : TextLine(level, error, parsed.Apply(arguments ?? [])));
    }

    /// <summary>What was written to the console without an end of line: it goes out as it is.</summary>
    public void WriteRaw(string text) => _sink.Write(text);

    /// <summary>What ended an invocation or the Init phase.</summary>
    public void WriteFailure(Exception error)
    {
        Flush();
        Write(LogLevel.Error, error, null, null);
    }

    private string TextLine(LogLevel level, Exception? error, string message)
    {
        string text = error is null ? message : message.Length == 0 ? error.ToString() : $"{message}\n{error}";
        return _settings.Prefixed
            ? $"{DateTime.UtcNow.ToString(DateFormat, CultureInfo.InvariantCulture)}\t{_invocation?.RequestId}\t{LogLevels.Label(level)}\t{text}"
            : text;
    }
}
