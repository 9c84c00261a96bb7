using System.Text;

namespace Mayfly.Dotnet.Logging;

/// <summary>
/// Console.Out or Console.Error of a function: a line is a log message of its level. What is written without an end of line goes out as it is, at the
/// line's end or the invocation's.
/// </summary>
internal sealed class LambdaConsole : TextWriter
{
    private readonly LambdaLog _log;
    private readonly LogLevel _level;
    private readonly StringBuilder _pending = new();

    private LambdaConsole(LambdaLog log, LogLevel level)
    {
        _log = log;
        _level = level;
    }

    public override Encoding Encoding => Encoding.UTF8;

    public static void Install(LambdaLog log)
    {
        LambdaConsole output = new(log, LogLevel.Information);
        LambdaConsole error = new(log, LogLevel.Error);
        Console.SetOut(output);
        Console.SetError(error);

        // Console's own wrappers hold their lock while they call in here.
        TextWriter lockedOutput = Console.Out, lockedError = Console.Error;
        log.Flushing += () =>
        {
            lockedOutput.Flush();
            lockedError.Flush();
        };
    }

    public override void Write(char value)
    {
        _pending.Append(value);
        if (value == '\n')
        {
            Flush();
        }
    }

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        int end = buffer.LastIndexOf('\n');
        _pending.Append(buffer[..(end + 1)]);
        if (end >= 0)
        {
            Flush();
        }

        _pending.Append(buffer[(end + 1)..]);
    }

    public override void Write(string? value) => Write(value.AsSpan());

    public override void WriteLine() => WriteLine("");

    public override void WriteLine(string? value)
    {
        string line = value ?? "";
        if (_pending.Length > 0)
        {
            line = _pending.Append(line).ToString();
            _pending.Clear();
        }

        _log.Write(_level, null, line, null);
    }

    public override void WriteLine(ReadOnlySpan<char> buffer) => WriteLine(buffer.ToString());

    public override void Flush()
    {
        if (_pending.Length > 0)
        {
            string text = _pending.ToString();
            _pending.Clear();
            _log.WriteRaw(text.EndsWith('\n') ? text[..^1] : text);
        }
    }
}
