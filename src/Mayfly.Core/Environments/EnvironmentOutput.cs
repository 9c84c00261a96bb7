using Mayfly.Sandbox;

namespace Mayfly.Core.Environments;

/// <summary>What a sandbox writes goes to the log of the environment that it has become. A stem's words, before that, belong to nobody and are dropped.</summary>
internal sealed class EnvironmentOutput : ISandboxOutput
{
    private volatile EnvironmentLog? _log;

    public void Attach(EnvironmentLog log) => _log = log;

    public bool Receive(SandboxOutputChannel channel, ReadOnlySpan<byte> bytes) => _log?.Receive(channel, bytes) ?? true;
}
