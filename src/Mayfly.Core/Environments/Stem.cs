using System.Globalization;
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

    /// <param name="runtime">What boots.</param>
    /// <param name="memoryMb">The memory that it sizes itself by; null where it does not.</param>
    /// <param name="limits">While it boots.</param>
    /// <param name="sandboxes">Makes its sandbox.</param>
    /// <param name="runtimeApi">Serves it.</param>
    public static async Task<Stem> BootAsync(RuntimeInstallation runtime, int? memoryMb, SandboxLimits limits, ISandboxHost sandboxes, RuntimeApiServer runtimeApi)
    {
        EnvironmentOutput output = new();
        RuntimeSession session = new(isStem: true);
        Dictionary<string, string> environment = ReservedVariables.OfEveryFunction(runtime);
        environment["MAYFLY_STEM"] = "1";
        if (memoryMb is int memory)
        {
            environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = memory.ToString(CultureInfo.InvariantCulture);
        }

        SandboxSpec spec = new()
        {
            Command = runtime.CommandFor(new Dictionary<string, string>(), memoryMb ?? limits.MemoryMb),
            Environment = environment,
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
