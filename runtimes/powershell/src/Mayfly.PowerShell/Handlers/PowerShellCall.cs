using System.Management.Automation;
using System.Text;
using Mayfly.Dotnet.Handlers;
using Microsoft.PowerShell.Commands;

namespace Mayfly.PowerShell.Handlers;

/// <summary>Runs a command for each event, with the event and the context as arguments and as variables.</summary>
internal abstract class PowerShellCall(PowerShellSession session) : HandlerCall
{
    /// <summary>Inside of `try` whatever PowerShell calls a terminating error ends the whole call, as under AWS's runtime.</summary>
    private const string Invoke = "param($private:command, $private:event, $private:context) try { & $private:command $private:event $private:context } catch { throw }";

    public override void Run(Stream input, object? context, MemoryStream output)
    {
        object? given = Parse(input);
        session.SetVariable("LambdaInput", given);
        session.SetVariable("LambdaContext", context);
        output.Write(Results.Of(session.Run(engine => engine.AddScript(Invoke, useLocalScope: true).AddArgument(Command).AddArgument(given).AddArgument(context))));
    }

    /// <summary>What is called: a function's name or a script's path.</summary>
    protected abstract string Command { get; }

    private static object? Parse(Stream input)
    {
        using StreamReader reader = new(input, Encoding.UTF8);
        object? value = JsonObject.ConvertFromJson(reader.ReadToEnd(), returnHashtable: false, maxDepth: 1024, out ErrorRecord error);
        return error is null ? value : throw new ScriptFailure(error);
    }
}
