using System.Management.Automation;
using System.Text;
using Mayfly.Dotnet.Handlers;
using Microsoft.PowerShell.Commands;
using Engine = System.Management.Automation.PowerShell;

namespace Mayfly.PowerShell.Handlers;

/// <summary>Runs a command for each event, with the event and the context as arguments and as variables.</summary>
internal abstract class PowerShellCall(PowerShellSession session) : HandlerCall
{
    public override void Run(Stream input, object? context, MemoryStream output)
    {
        object? given = Parse(input);
        session.SetVariable("LambdaInput", given);
        session.SetVariable("LambdaContext", context);
        output.Write(Results.Of(session.Run(engine => Compose(engine).AddArgument(given).AddArgument(context))));
    }

    /// <summary>Adds what is called.</summary>
    protected abstract Engine Compose(Engine engine);

    private static object? Parse(Stream input)
    {
        using StreamReader reader = new(input, Encoding.UTF8);
        object? value = JsonObject.ConvertFromJson(reader.ReadToEnd(), returnHashtable: false, maxDepth: 1024, out ErrorRecord error);
        return error is null ? value : throw new ScriptFailure(error);
    }
}
