using Mayfly.Sandbox.Cgroups;
using Microsoft.Extensions.Logging;

namespace Mayfly.Sandbox;

/// <summary>Starts the machine's sandbox host.</summary>
public static class SandboxHosts
{
    /// <summary>Looks at what the machine allows, removes what a killed server of the same instance left, and starts a host.</summary>
    /// <exception cref="SandboxLaunchException">The machine lacks something that the mode cannot do without: the message says what, and what to do.</exception>
    public static async Task<ISandboxHost> StartAsync(SandboxMode mode, SandboxHostOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        ILogger logger = loggers.CreateLogger("Mayfly.Sandbox");
        await Task.CompletedTask.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        CgroupV1Hierarchy hierarchy = new(CgroupLayout.OfThisProcess().V1, options.Instance, []);
        return new BubblewrapSandboxHost(options, new SandboxReport("bubblewrap", hierarchy.Enforced, hierarchy.Missing), "/usr/bin/bwrap", hierarchy, logger);
    }
}
