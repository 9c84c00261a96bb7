using Mayfly.Dotnet;
using Mayfly.Dotnet.Handlers;

namespace Mayfly.PowerShell.Handlers;

/// <summary>
/// Reads a handler string of the custom runtime for PowerShell, and does what comes before the first event: "script.ps1" runs for each event;
/// "script.ps1::function" and "Module::name::function" are loaded once.
/// </summary>
internal static class HandlerFactory
{
    /// <exception cref="ScriptFailure">The handler is not valid, or its script or module fails while it loads.</exception>
    public static HandlerCall Make(FunctionSettings settings, PowerShellSession session)
    {
        string[] parts = settings.Handler.Split("::");
        switch (parts)
        {
            case [string script] when IsScript(script):
                return new ScriptCall(session, PathOf(settings, script));
            case [string script, { Length: > 0 } function] when IsScript(script):
                string path = PathOf(settings, script);

                // Outside of `try` a script that cannot be parsed would end the statement alone, and nothing more.
                session.Run(engine => engine.AddScript($"try {{ . '{path.Replace("'", "''", StringComparison.Ordinal)}' }} catch {{ throw }}", useLocalScope: false));
                return new FunctionCall(session, function);
            case ["Module", { Length: > 0 } module, { Length: > 0 } function]:
                session.Run(engine => engine.AddCommand("Import-Module").AddParameter("Name", module).AddParameter("Force").AddParameter("ErrorAction", "Stop"));
                return new FunctionCall(session, function);
            default:
                throw new ScriptFailure($"Invalid Lambda Handler: {settings.Handler}");
        }
    }

    private static bool IsScript(string name) => name.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase);

    private static string PathOf(FunctionSettings settings, string script)
    {
        string path = Path.Combine(settings.TaskRoot, script);
        return File.Exists(path) ? path : throw new ScriptFailure($"The script {script} is not in the package.");
    }
}
