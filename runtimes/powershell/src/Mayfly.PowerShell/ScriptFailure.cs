using System.Management.Automation;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mayfly.Dotnet.Errors;

namespace Mayfly.PowerShell;

/// <summary>An error that ended a script, reported as the custom runtime for PowerShell does, with the place where it happened.</summary>
internal sealed class ScriptFailure : ReportedException
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ErrorRecord _record;

    public ScriptFailure(ErrorRecord record)
        : base(record.Exception.Message, record.Exception)
        => _record = record;

    /// <summary>A failure of the runtime's own, for example a handler that is not valid.</summary>
    public ScriptFailure(string message)
        : this(new ErrorRecord(new RuntimeException(message), "Handler", ErrorCategory.InvalidArgument, null))
    {
    }

    public override ErrorDocument Document
    {
        get
        {
            using MemoryStream json = new();
            using (Utf8JsonWriter writer = new(json, _options))
            {
                writer.WriteStartObject();
                writer.WriteString("errorType", _record.CategoryInfo.Reason);
                writer.WriteString("errorMessage", _record.Exception.Message);
                writer.WriteStartArray("stackTrace");
                foreach (string line in FramesOf(_record))
                {
                    writer.WriteStringValue(line);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            return new ErrorDocument($"{_record.CategoryInfo.Category}.{_record.CategoryInfo.Reason}", json.ToArray());
        }
    }

    /// <summary>As the log has it: the message, the line, the trace.</summary>
    public override string ToString() => Describe(_record);

    public static string Describe(ErrorRecord record)
    {
        string position = record.InvocationInfo?.PositionMessage is { Length: > 0 } text ? "\n" + text : "";
        return string.Join('\n', [$"{record.CategoryInfo.Reason}: {record.Exception.Message}{position}", .. FramesOf(record)]);
    }

    /// <summary>The frames of files: what this client itself runs is in none.</summary>
    private static IEnumerable<string> FramesOf(ErrorRecord record)
        => (record.ScriptStackTrace ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => !line.Contains(", <No file>:", StringComparison.Ordinal));
}
