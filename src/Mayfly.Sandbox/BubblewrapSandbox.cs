using System.Globalization;
using System.Net.Sockets;
using Mayfly.Sandbox.Cgroups;
using Mayfly.Sandbox.Interop;
using Mayfly.Sandbox.Launching;
using Mayfly.Sandbox.Output;

namespace Mayfly.Sandbox;

/// <summary>A live sandbox made by <see cref="BubblewrapSandboxHost"/>.</summary>
internal sealed class BubblewrapSandbox : ISandbox
{
    private const int Kill = 9;

    private readonly BubblewrapSandboxHost _host;
    private readonly SandboxParts _parts;
    private readonly LaunchedProcesses _processes;
    private readonly TaskCompletionSource<SandboxExit> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _outputLock = new();
    private readonly Lock _freezing = new();
    private readonly OutputPipe _console;
    private readonly OutputPipe _telemetry;
    private readonly ProcessExit _exit;
    private SandboxLimits _limits;
    private bool _boosted = true;
    private SandboxUsage? _finalUsage;
    private int _disposed;

    public BubblewrapSandbox(string id, SandboxSpec spec, BubblewrapSandboxHost host, SandboxParts parts, LaunchedProcesses processes)
    {
        Id = id;
        _limits = spec.Limits;
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
        using (_processes.Gate)
        {
            WriteFd.All(_processes.Gate, [1], "the sandbox's gate");
        }
    }

    public void Specialise(SandboxLimits limits, IReadOnlyList<SandboxMount> mounts)
    {
        SpecCheck.ThrowIfBad(mounts);
        _limits = limits;
        _parts.Cgroup.Apply(CgroupLimits.For(limits.MemoryMb, boosted: true, _host.Options.CpuBurst));
        _host.MountThread.AttachInside(_processes.InitPid, mounts, limits.EphemeralStorageMb);
    }

    public void EndStartBoost()
    {
        if (_boosted && _disposed == 0)
        {
            _boosted = false;
            _parts.Cgroup.Apply(CgroupLimits.For(_limits.MemoryMb, boosted: false, _host.Options.CpuBurst));
        }
    }

    public void Freeze()
    {
        lock (_freezing)
        {
            // a sandbox that is dying must not be stopped on its way
            if (_disposed == 0)
            {
                _parts.Cgroup.Freeze();
            }
        }
    }

    public void Thaw()
    {
        lock (_freezing)
        {
            _parts.Cgroup.Thaw();
        }
    }

    public void Signal(int signal)
    {
        // the runtime is the only child that bubblewrap's process 1 starts; orphans that it inherits come after
        string children = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{_processes.InitPid}/task/{_processes.InitPid}/children"));
        if (children.Split(' ') is [{ Length: > 0 } first, ..] && PidFd.TryOpen(int.Parse(first, CultureInfo.InvariantCulture)) is { } runtime)
        {
            using (runtime)
            {
                PidFd.Send(runtime, signal);
            }
        }
    }

    public void DrainOutput()
    {
        _console.Drain();
        _telemetry.Drain();
    }

    public void ResumeOutput()
    {
        _console.Resume();
        _telemetry.Resume();
    }

    // the cgroup serves another sandbox once this one is disposed
    public SandboxUsage Usage() => _finalUsage ?? _parts.Cgroup.Usage();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        // process 1 of a process namespace takes all others with it, and does not end before they have; a frozen one must be let go to die
        PidFd.Send(_processes.Init, Kill);
        Thaw();
        await Exited.ConfigureAwait(false);
        // the launcher tells the exit status a moment before process 1 is gone, and only then is the cgroup empty
        await new ProcessGone(_host.Pump, _processes.Init).Task.ConfigureAwait(false);
        _finalUsage = _parts.Cgroup.Usage();
        _console.Dispose();
        _telemetry.Dispose();
        _processes.Init.Dispose();
        RuntimeApiListener.Dispose();
        _host.OnDisposed(this, _parts);
    }

    private void OnLauncherEnded(ProcessEnd end)
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
            _exited.SetResult(ExitOf(end, outOfMemory));
        }
    }

    /// <summary>bubblewrap passes a signal on as shells do: 128 and its number.</summary>
    private static SandboxExit ExitOf(ProcessEnd end, bool outOfMemory) => end.ExitCode is > 128 and <= 192
        ? new SandboxExit(null, end.ExitCode - 128, outOfMemory)
        : new SandboxExit(end.ExitCode, end.Signal, outOfMemory);
}
