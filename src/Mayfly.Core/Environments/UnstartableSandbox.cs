using System.Net.Sockets;
using Mayfly.Sandbox;

namespace Mayfly.Core.Environments;

/// <summary>Stands for the sandbox of a program that cannot be started: it has ended before it began. So what follows is what follows for every program that ends at once.</summary>
internal sealed class UnstartableSandbox : ISandbox
{
    public string Id => "unstartable";

    public Socket RuntimeApiListener => throw NotThere();

    public Task<SandboxExit> Exited { get; } = Task.FromResult(new SandboxExit(1, null, OutOfMemory: false));

    public void Specialise(SandboxLimits limits, IReadOnlyList<SandboxMount> mounts) => throw NotThere();

    public void Release()
    {
    }

    public Task<ISandboxProcess> StartAsync(SandboxProgram program) => throw NotThere();

    public Socket OpenSocket() => throw NotThere();

    public void EndStartBoost()
    {
    }

    public void Freeze()
    {
    }

    public void Thaw()
    {
    }

    public void Signal(int signal)
    {
    }

    public void DrainOutput()
    {
    }

    public void ResumeOutput()
    {
    }

    public long PeakMemoryBytes() => 0;

    public SandboxUsage Usage() => default;

    public ValueTask DisposeAsync() => default;

    private static SandboxLaunchException NotThere() => new("The sandbox has ended.");
}
