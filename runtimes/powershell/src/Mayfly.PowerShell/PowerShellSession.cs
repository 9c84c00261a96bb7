using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Mayfly.Dotnet;
using Mayfly.Dotnet.Logging;
using Mayfly.PowerShell.Host;
using Engine = System.Management.Automation.PowerShell;

namespace Mayfly.PowerShell;

/// <summary>The one PowerShell session of the process: what a script sets globally is there for the next invocation.</summary>
internal sealed class PowerShellSession
{
    private static readonly string[] Modules = ["Microsoft.PowerShell.Management", "Microsoft.PowerShell.Utility", "Microsoft.PowerShell.Security"];
    private readonly Runspace _runspace;
    private readonly LambdaHost _host;

    private PowerShellSession(Runspace runspace, LambdaHost host)
    {
        _runspace = runspace;
        _host = host;
    }

    /// <summary>The modules that came with the pack.</summary>
    public static string OwnModules { get; } = Path.Combine(AppContext.BaseDirectory, "Modules");

    /// <summary>Starts PowerShell with its everyday modules. Knows nothing of any function.</summary>
    public static PowerShellSession Open()
    {
        LambdaHost host = new();
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([.. Modules.Select(name => Path.Combine(OwnModules, name, name + ".psd1"))]);
        Runspace runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        runspace.Open();
        Runspace.DefaultRunspace = runspace;
        return new PowerShellSession(runspace, host);
    }

    /// <summary>Runs ahead what every function will run. It leaves nothing that a function could see.</summary>
    public void WarmUp()
    {
        using Engine engine = Engine.Create(_runspace);
        engine.AddScript(
            """
            & {
                param($event)
                function Private:Warm { [CmdletBinding()] param([Parameter(Mandatory)] $value, [string] $name) process { try { $value } finally { } } }
                Warm -value 1 | ForEach-Object { "$_" } | Where-Object { $_ } | Select-Object -First 1 | Out-Null
                Get-Date -Format o | Out-Null
                [pscustomobject]@{ a = 1; b = @(1, 2) } | ConvertTo-Json -Compress | ConvertFrom-Json | Out-Null
                Write-Verbose 'warm'
                foreach ($i in 1..3) { $event = "$event$i" }
                try { throw 'warm' } catch { $null = $_.Exception.Message }
                Get-ChildItem env: | Select-Object -First 1 | Out-Null
                Join-Path / tmp | Test-Path | Out-Null
                $global:Error.Clear()
            }
            """,
            useLocalScope: true);
        engine.Invoke();
        _ = Results.ToJson(new PSObject());
    }

    /// <summary>Turns the session to one function: its log, its folder, its modules.</summary>
    public void Become(FunctionSettings settings, LambdaLog log)
    {
        _host.Connect(log);
        string modules = $"{Path.Combine(settings.TaskRoot, "modules")}:/opt/modules:/opt/powershell/modules:{OwnModules}:/var/sdk/powershell/Modules";
        Environment.SetEnvironmentVariable("PSModulePath", modules);
        foreach (string name in (string[])["TEMP", "TMP", "TMPDIR"])
        {
            Environment.SetEnvironmentVariable(name, "/tmp");
        }

        Environment.SetEnvironmentVariable("POWERSHELL_VERSION", PSVersionInfo.PSVersion.ToString());
        _runspace.SessionStateProxy.Path.SetLocation(settings.TaskRoot);
        _runspace.SessionStateProxy.InvokeCommand.CommandNotFoundAction = (_, lookup) => MissingCommands.Explain(lookup.CommandName, log);
    }

    public void SetVariable(string name, object? value) => _runspace.SessionStateProxy.SetVariable(name, value);

    /// <summary>Runs a command on the calling thread; what it writes to other streams than its output goes to the log as it comes.</summary>
    /// <exception cref="ScriptFailure">It ended with an error.</exception>
    public PSDataCollection<PSObject> Run(Action<Engine> compose)
    {
        using Engine engine = Engine.Create(_runspace);
        compose(engine);
        PSDataCollection<PSObject> output = [];
        engine.Streams.Error.DataAdding += (_, added) => _host.WriteError((ErrorRecord)added.ItemAdded);
        try
        {
            engine.Invoke(null, output);
            return output;
        }
        catch (RuntimeException error)
        {
            throw new ScriptFailure(new ErrorRecord(error.ErrorRecord, error)); // the exception that the record itself names is a stand-in
        }
        finally
        {
            _host.Flush();
        }
    }
}
