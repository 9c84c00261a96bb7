using Mayfly.Core.Environments;
using Mayfly.Sandbox;

namespace Mayfly.Core.Extensions;

/// <summary>Starts an environment's external extensions, waits until they have registered, and then lets the runtime start, as AWS does.</summary>
internal static class ExtensionLauncher
{
    public static async Task RunAsync(
        ISandbox sandbox, ExtensionGroup group, IReadOnlyList<ExtensionFile> files, IReadOnlyDictionary<string, string> functionVariables, EnvironmentLog log)
    {
        Dictionary<string, string> variables = ExtensionVariables.Of(functionVariables);
        for (int i = 0; i < files.Count; i++)
        {
            if (!await TryStartAsync(i, files[i], sandbox, group, variables, log))
            {
                return;
            }
        }

        if (await group.Registered)
        {
            sandbox.Release();
        }
    }

    private static async Task<bool> TryStartAsync(
        int index, ExtensionFile file, ISandbox sandbox, ExtensionGroup group, Dictionary<string, string> variables, EnvironmentLog log)
    {
        string path = $"{ExtensionFiles.Folder}/{file.Name}";
        if (index >= ExtensionGroup.Maximum)
        {
            group.LaunchFailed(file.Name, "TooManyExtensions", "ErrTooManyExtensions");
            return false;
        }

        if (!file.IsExecutable)
        {
            group.LaunchFailed(file.Name, "PermissionDenied", $"fork/exec {path}: permission denied");
            return false;
        }

        try
        {
            ISandboxProcess process = await sandbox.StartAsync(new SandboxProgram
            {
                Command = [path],
                Environment = variables,
                WorkingDirectory = "/",
                Output = new ExtensionOutput(log),
            });
            _ = WatchAsync(process, file.Name, group);
            return true;
        }
        catch (SandboxLaunchException failure)
        {
            group.LaunchFailed(file.Name, "UnknownError", failure.Message);
            return false;
        }
    }

    private static async Task WatchAsync(ISandboxProcess process, string name, ExtensionGroup group) => group.Exited(name, await process.Exited);
}
