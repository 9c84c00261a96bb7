using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using Mayfly.Dotnet.Logging;

namespace Mayfly.PowerShell.Host;

/// <summary>PowerShell's host: a program without a terminal, whose every line is a line of the function's log.</summary>
internal sealed class LambdaHost : PSHost
{
    private readonly LambdaHostInterface _interface = new();

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "Mayfly";

    public override PSHostUserInterface UI => _interface;

    public override Version Version => typeof(LambdaHost).Assembly.GetName().Version!;

    public void Connect(LambdaLog log) => _interface.Log = log;

    /// <summary>Logs a line that has been begun.</summary>
    public void Flush() => _interface.Flush();

    /// <summary>An error that did not end the script.</summary>
    public void WriteError(ErrorRecord record) => _interface.Log?.Write(LogLevel.Error, null, ScriptFailure.Describe(record), null);

    public override void EnterNestedPrompt() => throw new NotSupportedException("A function has no prompt.");

    public override void ExitNestedPrompt()
    {
    }

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    /// <summary>`exit` outside of a script file ends the process, as it ends pwsh.</summary>
    public override void SetShouldExit(int exitCode) => Environment.Exit(exitCode);
}
