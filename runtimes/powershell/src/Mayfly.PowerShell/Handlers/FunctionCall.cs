namespace Mayfly.PowerShell.Handlers;

/// <summary>Calls a function that a script or a module has defined.</summary>
internal sealed class FunctionCall(PowerShellSession session, string function) : PowerShellCall(session)
{
    protected override string Command => function;
}
