using System.Net.Sockets;
using Mayfly.Sandbox.Cgroups;
using Mayfly.Sandbox.Files;
using Mayfly.Sandbox.Interop;
using Mayfly.Sandbox.Launching;
using Mayfly.Sandbox.Output;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox;

/// <summary>A live sandbox made by <see cref="BubblewrapSandboxHost"/>.</summary>
internal sealed class BubblewrapSandbox : ISandbox
{
    private const int Kill = 9;

    private readonly BubblewrapSandboxHost _host;
    private readonly SandboxParts _parts;
    private readonly LaunchedProcesses _processes;
    private readonly TaskCompletionSource<SandboxExit> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _launcherEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _outputLock = new();
    private readonly Lock _cgroupLock = new();
    private readonly OutputPipe _console;
    private readonly OutputPipe _telemetry;
    private readonly ProcessExit _exit;
    private readonly JoinedProcesses _joined = new();
    private readonly IReadOnlyList<string> _shell;
    private SandboxLimits _limits;
    private bool _dying;
    private SandboxUsage? _finalUsage;
    private readonly Lazy<Task> _disposal;

    public BubblewrapSandbox(string id, SandboxSpec spec, BubblewrapSandboxHost host, SandboxParts parts, LaunchedProcesses processes)
    {
        _disposal = new Lazy<Task>(DisposeOnceAsync);
        Id = id;
        _limits = spec.Limits;
        _shell = InnerShell.For(spec);
        _host = host;
        _parts = parts;
        _processes = processes;
        _console = new OutputPipe(host.Pump, processes.Console, SandboxOutputChannel.Console, spec.Output, _outputLock);
        _telemetry = new OutputPipe(host.Pump, processes.Telemetry, SandboxOutputChannel.Telemetry, spec.Output, _outputLock);
        _exit = new ProcessExit(host.Pump, processes.Launcher, OnLauncherEnded);
    }

    public string Id { get; }

    public Socket RuntimeApiListener => _processes.RuntimeApiListener;

    public Task<SandboxExit> Exited => _exited.Task;

    /// <summary>Begins to watch, then lets the program start.</summary>
    public void Start()
    {
        _console.Start();
        _telemetry.Start();
        _exit.Start();
        _processes.Hold?.Start(_host.Pump, OnProgramEnded);
        LaunchGate.Release(_processes.Gate);
    }

    public void Specialise(SandboxLimits limits, IReadOnlyList<SandboxMount> mounts)
    {
        SpecCheck.ThrowIfBad(mounts);
        try
        {
            WithCgroup(cgroup =>
            {
                _limits = limits;
                cgroup.Apply(CgroupLimits.For(limits.MemoryMb, boosted: true, _host.Options.CpuBurst), _parts.UseScratchOf(limits.EphemeralStorageMb).Device);
            });
            _parts.Network.SetRate(limits.MemoryMb);
            _host.MountThread.AttachInside(_processes.InitPid, mounts, _parts.FreshScratch);
        }
        catch (IOException exception)
        {
            throw new SandboxLaunchException($"Sandbox {Id} could not be given to a function: {exception.Message}", exception);
        }
    }

    public void Release() => _processes.Hold?.Release();

    public Task<ISandboxProcess> StartAsync(SandboxProgram program)
    {
        SpecCheck.ThrowIfBad(program);
        lock (_cgroupLock)
        {
            ThrowIfDying();
            return _joined.AddAsync(_host.JoinAsync(program, _shell, _parts, _processes.InitPid));
        }
    }

    public Socket OpenSocket()
    {
        lock (_cgroupLock)
        {
            ThrowIfDying();
            using CallScript script = new();
            script.VisitNetwork(_parts.Network.Handle, _host.HostNetwork);
            int socket = script.StreamSocket();
            try
            {
                script.Run();
            }
            catch (LinuxException exception)
            {
                throw new SandboxLaunchException($"A socket could not be opened in sandbox {Id}: {exception.Message}", exception);
            }

            return new Socket(new SafeSocketHandle(script.ResultOf(socket), ownsHandle: true));
        }
    }

    public void EndStartBoost() => WithCgroup(cgroup =>
        cgroup.Apply(CgroupLimits.For(_limits.MemoryMb, boosted: false, _host.Options.CpuBurst), _parts.Scratch.Device));

    public void Freeze() => WithCgroup(cgroup => cgroup.Freeze());

    public void Thaw() => WithCgroup(cgroup => cgroup.Thaw());

    public void Signal(int signal)
    {
        using SafeFileHandle? runtime = RuntimeProcess.TryOpen(_processes.InitPid, _processes.Hold is null ? 1 : 2);
        // if process 1 still lives, its number was its own when its children were listed
        if (runtime is not null && !Poll.WaitReadable(_processes.Init, 0))
        {
            PidFd.Send(runtime, signal);
        }
    }

    public void DrainOutput()
    {
        _console.Drain();
        _telemetry.Drain();
        _joined.DrainOutput();
    }

    public void ResumeOutput()
    {
        _console.Resume();
        _telemetry.Resume();
        _joined.ResumeOutput();
    }

    public long PeakMemoryBytes() => _finalUsage?.PeakMemoryBytes ?? _parts.Cgroup.PeakMemoryBytes();

    // the cgroup serves another sandbox once this one is disposed
    public SandboxUsage Usage() => _finalUsage ?? _parts.Cgroup.Usage();

    /// <summary>Whoever calls waits for the end, not only the first: the host must not take its pump away from a disposal that is under way.</summary>
    public ValueTask DisposeAsync() => new(_disposal.Value);

    private async Task DisposeOnceAsync()
    {
        lock (_cgroupLock)
        {
            // a sandbox that is dying must not be stopped on its way; and later the cgroup serves another
            _dying = true;
        }

        // process 1 of a process namespace takes all others with it, and does not end before they have; a frozen one must be let go to die
        PidFd.Send(_processes.Init, Kill);
        _parts.Cgroup.LiftCpuLimit();
        _parts.Cgroup.Thaw();
        await _launcherEnded.Task.ConfigureAwait(false);
        await _joined.EndAsync().ConfigureAwait(false);
        // the launcher tells the exit status a moment before process 1 is gone, and only then is the cgroup empty
        await new ProcessGone(_host.Pump, _processes.Init).Task.ConfigureAwait(false);
        _finalUsage = _parts.Cgroup.Usage();
        _console.Dispose();
        _telemetry.Dispose();
        _processes.Hold?.Dispose();
        _processes.Init.Dispose();
        RuntimeApiListener.Dispose();
        _host.OnDisposed(this, _parts);
    }

    private void ThrowIfDying()
    {
        if (_dying)
        {
            throw new SandboxLaunchException($"Sandbox {Id} has ended.");
        }
    }

    private void WithCgroup(Action<ICgroup> act)
    {
        lock (_cgroupLock)
        {
            if (!_dying)
            {
                act(_parts.Cgroup);
            }
        }
    }

    private void OnLauncherEnded(ProcessEnd end)
    {
        Tell(end);
        _launcherEnded.SetResult();
    }

    /// <summary>A held program has ended; what it stood in lives on.</summary>
    private void OnProgramEnded(int status) => Tell(new ProcessEnd(status, null, default));

    private void Tell(ProcessEnd end)
    {
        bool outOfMemory = false;
        try
        {
            outOfMemory = _parts.Cgroup.OutOfMemoryKills() > 0;
            DrainOutput();
        }
        finally
        {
            // whatever went wrong: those who wait for the end must hear of it
            _exited.TrySetResult(BubblewrapExit.Of(end, outOfMemory));
        }
    }
}
