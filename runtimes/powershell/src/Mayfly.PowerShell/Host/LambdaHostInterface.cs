using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;
using Mayfly.Dotnet.Logging;

namespace Mayfly.PowerShell.Host;

/// <summary>What scripts write to the host, as log messages; there is nobody to ask anything.</summary>
internal sealed class LambdaHostInterface : PSHostUserInterface
{
    private readonly StringBuilder _line = new();

    /// <summary>Null until the session belongs to a function.</summary>
    public LambdaLog? Log { get; set; }

    public override PSHostRawUserInterface? RawUI => null;

    public override bool SupportsVirtualTerminal => false;

    public override void Write(string value)
    {
        // Write-Host -NoNewline: the line goes out with its end.
        int end = value.LastIndexOf('\n');
        if (end >= 0)
        {
            Emit(LogLevel.Information, Take(value[..end]));
            value = value[(end + 1)..];
        }

        _line.Append(value);
    }

    /// <summary>What was written without an end of line goes out as it is: the invocation is over.</summary>
    public void Flush()
    {
        if (_line.Length > 0)
        {
            Emit(LogLevel.Information, Take(""));
        }
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Emit(LogLevel.Information, Take(value));

    public override void WriteErrorLine(string value) => Emit(LogLevel.Error, value);

    public override void WriteWarningLine(string message) => Emit(LogLevel.Warning, "WARNING: " + message);

    public override void WriteVerboseLine(string message) => Emit(LogLevel.Debug, "VERBOSE: " + message);

    public override void WriteDebugLine(string message) => Emit(LogLevel.Debug, "DEBUG: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        // A bar has no place in a log.
    }

    public override string ReadLine() => throw NotInteractive();

    public override SecureString ReadLineAsSecureString() => throw NotInteractive();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => throw NotInteractive();

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) => throw NotInteractive();

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw NotInteractive();

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw NotInteractive();

    private static PSInvalidOperationException NotInteractive() => new("A function has nobody to ask: commands that prompt cannot be used.");

    private void Emit(LogLevel level, string message) => Log?.Write(level, null, message, null);

    private string Take(string end)
    {
        string line = _line.Append(end).ToString();
        _line.Clear();
        return line;
    }
}
