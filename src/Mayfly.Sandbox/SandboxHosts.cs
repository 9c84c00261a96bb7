using System.Runtime.InteropServices;
using Mayfly.Sandbox.Cgroups;
using Mayfly.Sandbox.Unisolated;
using Microsoft.Extensions.Logging;

namespace Mayfly.Sandbox;

/// <summary>Starts the machine's sandbox host.</summary>
public static class SandboxHosts
{
    private const string ProcessModeHint =
        "For a machine that cannot do more, and for code that you trust as much as this server, --sandbox process runs functions WITHOUT ISOLATION.";

    /// <summary>Looks at what the machine allows, removes what a killed server of the same instance left, and starts a host.</summary>
    /// <exception cref="SandboxLaunchException">The machine lacks something that the mode cannot do without: the message says what, what that means, and what to do.</exception>
    public static async Task<ISandboxHost> StartAsync(SandboxMode mode, SandboxHostOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        ILogger logger = loggers.CreateLogger("Mayfly.Sandbox");
        if (mode == SandboxMode.Process)
        {
            return new ProcessSandboxHost(options, logger);
        }

        string? bubblewrap = ProgramSearch.Find("bwrap");
        List<string> missing = [.. MissingPrivileges(bubblewrap)];
        if (missing.Count == 0)
        {
            (ICgroupHierarchy? hierarchy, IReadOnlyList<string> withoutCgroups) = CgroupHierarchies.Find(options);
            if (hierarchy is not null)
            {
                return await StartIsolatedAsync(options, bubblewrap!, hierarchy, logger, cancellationToken).ConfigureAwait(false);
            }

            missing.AddRange(withoutCgroups);
        }

        throw Unavailable(missing, null);
    }

    private static async Task<ISandboxHost> StartIsolatedAsync(
        SandboxHostOptions options, string bubblewrap, ICgroupHierarchy hierarchy, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            return await BubblewrapSandboxHost.StartAsync(options, bubblewrap, hierarchy, logger, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SandboxLaunchException)
        {
            throw Unavailable([exception.Message, .. KernelHints()], exception);
        }
    }

    private static SandboxLaunchException Unavailable(IEnumerable<string> missing, Exception? cause)
    {
        string message = "Sandboxes cannot be made on this machine.\n" + string.Concat(missing.Select(line => $"  - {line}\n")) + ProcessModeHint;
        return cause is null ? new SandboxLaunchException(message) : new SandboxLaunchException(message, cause);
    }

    private static IEnumerable<string> MissingPrivileges(string? bubblewrap)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            yield return "The server does not run as root: it could give sandboxes neither users of their own, nor networks, nor limits. Start it with sudo, or by systemd as root.";
        }

        if (bubblewrap is null)
        {
            yield return "bubblewrap (bwrap) was not found in /usr/bin or /usr/local/bin: it makes the sandboxes. Install it: apt-get install bubblewrap, dnf install bubblewrap.";
        }

        if (!NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "posix_spawn_file_actions_addclosefrom_np", out _))
        {
            yield return "The C library is not glibc 2.34 or later (2021): the server could not make sure that sandboxes inherit none of its open files. Use a newer distribution.";
        }
    }

    /// <summary>Settings that distributions use to keep programs from making namespaces.</summary>
    private static IEnumerable<string> KernelHints()
    {
        if (Setting("user/max_user_namespaces") == "0")
        {
            yield return "User namespaces are switched off: sysctl -w user.max_user_namespaces=10000";
        }

        if (Setting("kernel/unprivileged_userns_clone") == "0")
        {
            yield return "User namespaces are kept from ordinary users, which sandboxes are: sysctl -w kernel.unprivileged_userns_clone=1";
        }

        if (Setting("kernel/apparmor_restrict_unprivileged_userns") == "1")
        {
            yield return "AppArmor keeps user namespaces from programs without a profile: install a profile for bwrap that allows userns, or sysctl -w kernel.apparmor_restrict_unprivileged_userns=0";
        }

        if (Environment.OSVersion.Version < new Version(5, 12))
        {
            yield return $"Linux {Environment.OSVersion.Version} is older than 5.12, which brought mount_setattr.";
        }
    }

    private static string? Setting(string name)
    {
        string path = "/proc/sys/" + name;
        return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
    }
}
