using Mayfly.Core.RuntimeApi;
using Mayfly.Core.Runtimes;
using Mayfly.Sandbox;

namespace Mayfly.Core.Environments;

/// <summary>A sandbox whose runtime has booted and waits to be given to a function.</summary>
internal sealed class Stem : IAsyncDisposable
{
    private Stem(ISandbox sandbox, RuntimeSession session, EnvironmentOutput output)
    {
        Sandbox = sandbox;
        Session = session;
        Output = output;
    }

    public ISandbox Sandbox { get; }

    public RuntimeSession Session { get; }

    public EnvironmentOutput Output { get; }

    public static async Task<Stem> BootAsync(RuntimeInstallation runtime, SandboxLimits limits, ISandboxHost sandboxes, RuntimeApiServer runtimeApi)
    {
        EnvironmentOutput output = new();
        RuntimeSession session = new(isStem: true);
        SandboxSpec spec = new()
        {
            Command = runtime.Command,
            Environment = new Dictionary<string, string>(runtime.Environment, StringComparer.Ordinal) { ["MAYFLY_STEM"] = "1" },
            Mounts = runtime.Mounts,
            WorkingDirectory = "/",
            Limits = limits,
            Output = output,
        };
        ISandbox sandbox = await sandboxes.LaunchAsync(spec, CancellationToken.None);
        try
        {
            runtimeApi.Serve(sandbox, session);
            _ = EndWithProcessAsync(sandbox, session);
            await session.StemWaiting;
            return new Stem(sandbox, session, output);
        }
        catch
        {
            await sandbox.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Session.End(RuntimeReplyKind.Exited);
        await Sandbox.DisposeAsync();
    }

    private static async Task EndWithProcessAsync(ISandbox sandbox, RuntimeSession session)
        => session.End(RuntimeReplyKind.Exited, await sandbox.Exited);
}
