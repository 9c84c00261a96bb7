using Mayfly.Dotnet.Logging;

namespace Mayfly.PowerShell;

/// <summary>Commands that a whole PowerShell installation has and this pack does not: scripts that call one are told where it comes from.</summary>
internal static class MissingCommands
{
    private static readonly Dictionary<string, string> _modules = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Compress-Archive"] = "Microsoft.PowerShell.Archive",
        ["Expand-Archive"] = "Microsoft.PowerShell.Archive",
        ["Start-ThreadJob"] = "Microsoft.PowerShell.ThreadJob",
        ["Install-Module"] = "PowerShellGet",
        ["Find-Module"] = "PowerShellGet",
        ["Save-Module"] = "PowerShellGet",
        ["Install-Package"] = "PackageManagement",
        ["Install-PSResource"] = "Microsoft.PowerShell.PSResourceGet",
        ["Find-PSResource"] = "Microsoft.PowerShell.PSResourceGet",
        ["Save-PSResource"] = "Microsoft.PowerShell.PSResourceGet",
        ["Get-Help"] = "a whole PowerShell installation",
        ["Start-Job"] = "a whole PowerShell installation",
    };

    public static void Explain(string command, LambdaLog log)
    {
        if (_modules.TryGetValue(command, out string? module))
        {
            log.Write(LogLevel.Warning, null, $"WARNING: {command} is not here: it comes with {module}. Put that module into the package's folder modules/, or name a PowerShell installation's folder in Runtimes:SdkPaths.", null);
        }
    }
}
