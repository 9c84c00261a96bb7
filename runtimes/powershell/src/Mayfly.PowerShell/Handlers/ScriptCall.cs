namespace Mayfly.PowerShell.Handlers;

/// <summary>Runs a whole script for each event.</summary>
internal sealed class ScriptCall(PowerShellSession session, string path) : PowerShellCall(session)
{
    protected override string Command => path;
}
