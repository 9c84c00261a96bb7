using System.Collections.Concurrent;
using Mayfly.Core.Tests.RuntimeApi;
using Mayfly.Sandbox;

namespace Mayfly.Core.Tests.Environments;

/// <summary>A host whose sandboxes have no processes: what a test gives it is played instead.</summary>
internal sealed class PlayedSandboxes(Action<SandboxSpec, LoopbackSandbox> play) : ISandboxHost
{
    public ConcurrentQueue<(SandboxSpec Spec, LoopbackSandbox Sandbox)> Launched { get; } = [];

    public SandboxReport Report => throw new NotSupportedException("No test asks.");

    public bool CanSpecialise => true;

    public bool CanChangeRoot => true;

    public Task<ISandbox> LaunchAsync(SandboxSpec spec, CancellationToken cancellationToken)
    {
        LoopbackSandbox sandbox = new();
        Launched.Enqueue((spec, sandbox));
        play(spec, sandbox);
        return Task.FromResult<ISandbox>(sandbox);
    }

    public ValueTask DisposeAsync() => default;
}
