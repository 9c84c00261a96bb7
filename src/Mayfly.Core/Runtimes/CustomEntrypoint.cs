namespace Mayfly.Core.Runtimes;

/// <summary>Looks for a custom runtime's program before a sandbox is started for it, so that a package without one fails with AWS's own error.</summary>
public static class CustomEntrypoint
{
    /// <summary>AWS's error type for all of these.</summary>
    public const string ErrorType = "Runtime.InvalidEntrypoint";

    /// <summary>What is wrong with the function's bootstrap, as AWS says it (without "RequestId: … Error: "); null when it can be started.</summary>
    /// <param name="taskFolder">The host's folder that will be shown at /var/task.</param>
    /// <param name="layersFolder">The one for /opt; null when the function has no layers.</param>
    public static string? Fault(string taskFolder, string? layersFolder)
    {
        (string Host, string Inside)[] places = layersFolder is null ? [(taskFolder, "/var/task")] : [(taskFolder, "/var/task"), (layersFolder, "/opt")];
        foreach ((string host, string inside) in places)
        {
            string bootstrap = Path.Combine(host, "bootstrap");
            if (File.Exists(bootstrap))
            {
                const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
                return (File.GetUnixFileMode(bootstrap) & Executable) != 0 ? null : $"fork/exec {inside}/bootstrap: permission denied";
            }
        }

        return "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]";
    }
}
