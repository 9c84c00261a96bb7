namespace Mayfly.Core.Runtimes;

/// <summary>Looks for the program of the customer's that a runtime starts, so that a package without one fails with AWS's own error.</summary>
public static class CustomEntrypoint
{
    /// <summary>AWS's error type for all of these.</summary>
    public const string ErrorType = "Runtime.InvalidEntrypoint";

    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Whether the package or a layer has a bootstrap, executable or not.</summary>
    public static bool HasBootstrap(string taskFolder, string? layersFolder)
        => File.Exists(Path.Combine(taskFolder, "bootstrap")) || (layersFolder is not null && File.Exists(Path.Combine(layersFolder, "bootstrap")));

    /// <summary>What is wrong with the executable that a handler names, as AWS says it; null when it can be started.</summary>
    public static string? HandlerFault(string taskFolder, string handler)
    {
        string program = Path.Combine(taskFolder, handler);
        return !File.Exists(program) ? $"fork/exec /var/task/{handler}: no such file or directory"
            : (File.GetUnixFileMode(program) & Executable) == 0 ? $"fork/exec /var/task/{handler}: permission denied"
            : null;
    }

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
                return (File.GetUnixFileMode(bootstrap) & Executable) != 0 ? null : $"fork/exec {inside}/bootstrap: permission denied";
            }
        }

        return "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]";
    }
}
