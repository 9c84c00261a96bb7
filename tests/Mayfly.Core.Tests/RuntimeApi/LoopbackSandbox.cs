using System.Net;
using System.Net.Sockets;
using Mayfly.Sandbox;

namespace Mayfly.Core.Tests.RuntimeApi;

/// <summary>A sandbox without a process: its Runtime API listener stands on loopback, and the test plays the runtime.</summary>
internal sealed class LoopbackSandbox : ISandbox
{
    private readonly TaskCompletionSource<SandboxExit> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LoopbackSandbox()
    {
        RuntimeApiListener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        RuntimeApiListener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        RuntimeApiListener.Listen();
    }

    public string Id => "loopback";

    public Socket RuntimeApiListener { get; }

    public Task<SandboxExit> Exited => _exited.Task;

    public bool Frozen { get; private set; }

    public int Signalled { get; private set; }

    public bool Disposed { get; private set; }

    public Uri Address => new($"http://{RuntimeApiListener.LocalEndPoint}");

    public void Exit(SandboxExit exit) => _exited.TrySetResult(exit);

    public void Specialise(SandboxLimits limits, IReadOnlyList<SandboxMount> mounts)
    {
    }

    public void Release()
    {
    }

    public Task<ISandboxProcess> StartAsync(SandboxProgram program) => throw new NotSupportedException("This sandbox has no processes.");

    public Socket OpenSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public void EndStartBoost()
    {
    }

    public void Freeze() => Frozen = true;

    public void Thaw() => Frozen = false;

    public void Signal(int signal)
    {
        Signalled = signal;
        Exit(new SandboxExit(null, signal, false));
    }

    public void DrainOutput()
    {
    }

    public void ResumeOutput()
    {
    }

    public long PeakMemoryBytes() => 50 << 20;

    public SandboxUsage Usage() => new(50 << 20, TimeSpan.FromMilliseconds(10));

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        RuntimeApiListener.Dispose();
        Exit(new SandboxExit(null, 9, false));
        return default;
    }
}
