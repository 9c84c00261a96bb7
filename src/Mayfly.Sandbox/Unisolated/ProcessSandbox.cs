using System.Globalization;
using System.Net.Sockets;
using Mayfly.Sandbox.Cgroups;
using Mayfly.Sandbox.Interop;
using Mayfly.Sandbox.Launching;
using Mayfly.Sandbox.Output;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Unisolated;

/// <summary>A plain process and its process group, made by <see cref="ProcessSandboxHost"/>.</summary>
internal sealed class ProcessSandbox : ISandbox
{
    private const int Kill = 9, Continue = 18, Stop = 19;

    private readonly TaskCompletionSource<SandboxExit> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly OutputPump _pump;
    private readonly int _pid;
    private readonly string _folder;
    private readonly ProcessSandboxHost _host;
    private readonly PathRewriting _paths;
    private readonly ProgramHold? _hold;
    private readonly JoinedProcesses _joined = new();
    private readonly OutputPipe _console;
    private readonly OutputPipe _telemetry;
    private readonly ProcessExit _exit;
    private readonly Lock _signals = new();
    private SandboxUsage? _finalUsage;
    private bool _ending;
    private readonly Lazy<Task> _disposal;

    public ProcessSandbox(
        string id,
        int pid,
        SafeFileHandle process,
        Socket listener,
        string folder,
        OutputPump pump,
        (SafeFileHandle Console, SafeFileHandle Telemetry, ISandboxOutput Sink) output,
        ProgramHold? hold,
        ProcessSandboxHost host,
        PathRewriting paths)
    {
        _disposal = new Lazy<Task>(DisposeOnceAsync);
        Id = id;
        RuntimeApiListener = listener;
        _pid = pid;
        _pump = pump;
        _folder = folder;
        _hold = hold;
        _host = host;
        _paths = paths;
        Lock outputLock = new();
        _console = new OutputPipe(pump, output.Console, SandboxOutputChannel.Console, output.Sink, outputLock);
        _telemetry = new OutputPipe(pump, output.Telemetry, SandboxOutputChannel.Telemetry, output.Sink, outputLock);
        _exit = new ProcessExit(pump, process, OnEnded, OnEnding);
    }

    public string Id { get; }

    public Socket RuntimeApiListener { get; }

    public Task<SandboxExit> Exited => _exited.Task;

    internal ProgramHold? Hold => _hold;

    /// <summary>The folder that stands in for /tmp.</summary>
    internal string Folder => _folder;

    public void Start()
    {
        _console.Start();
        _telemetry.Start();
        _exit.Start();
        _hold?.Start(_pump, OnProgramEnded);
    }

    public void Specialise(SandboxLimits limits, IReadOnlyList<SandboxMount> mounts) =>
        throw new NotSupportedException("Without a mount namespace nothing can be brought into a running process.");

    public void Release() => _hold?.Release();

    public Task<ISandboxProcess> StartAsync(SandboxProgram program)
    {
        SpecCheck.ThrowIfBad(program);
        lock (_signals)
        {
            return _ending
                ? throw new SandboxLaunchException($"Sandbox {Id} has ended.")
                : _joined.AddAsync(_host.JoinAsync(program, this, _paths, _pid));
        }
    }

    public Socket OpenSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public void EndStartBoost()
    {
        // no limits, so nothing to end
    }

    public void Freeze() => SignalGroup(Stop);

    public void Thaw() => SignalGroup(Continue);

    public void Signal(int signal)
    {
        lock (_signals)
        {
            // once it has been reaped, its number may be another's
            if (_ending)
            {
                return;
            }

            using SafeFileHandle? held = _hold is null ? null : RuntimeProcess.TryOpen(_pid, 1);
            if (held is not null)
            {
                PidFd.Send(held, signal);
            }
            else if (_hold is null)
            {
                _ = KillProcess.Send(_pid, signal);
            }
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

    public long PeakMemoryBytes() => Usage().PeakMemoryBytes;

    public SandboxUsage Usage()
    {
        if (_finalUsage is { } usage)
        {
            return usage;
        }

        try
        {
            string status = string.Create(CultureInfo.InvariantCulture, $"/proc/{_pid}/status");
            string scheduled = ControlFile.Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{_pid}/schedstat"));
            return new SandboxUsage(
                PeakKilobytes(ControlFile.Read(status)) * 1024,
                TimeSpan.FromMicroseconds(long.Parse(scheduled.AsSpan(0, scheduled.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture) / 1000));
        }
        catch (IOException)
        {
            // it ended just now
            return _finalUsage ?? default;
        }
    }

    /// <summary>Whoever calls waits for the end, not only the first.</summary>
    public ValueTask DisposeAsync() => new(_disposal.Value);

    private async Task DisposeOnceAsync()
    {
        SignalGroup(Kill);
        await _ended.Task.ConfigureAwait(false);
        await _joined.EndAsync().ConfigureAwait(false);
        _hold?.Dispose();
        _console.Dispose();
        _telemetry.Dispose();
        RuntimeApiListener.Dispose();
        Directory.Delete(_folder, recursive: true);
        _host.OnDisposed(this);
    }

    private static long PeakKilobytes(string status)
    {
        string? line = status.Split('\n').FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line.AsSpan(6).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture);
    }

    private void SignalGroup(int signal)
    {
        lock (_signals)
        {
            // the group's number cannot be given to others while its leader is not reaped
            if (!_ending)
            {
                _ = KillProcess.Send(-_pid, signal);
            }
        }
    }

    private void OnEnding()
    {
        // what it started and left behind goes with it, as in a sandbox
        SignalGroup(Kill);
        lock (_signals)
        {
            _ending = true;
        }
    }

    private void OnEnded(ProcessEnd end)
    {
        _finalUsage = end.Usage;
        Tell(new SandboxExit(end.ExitCode, end.Signal, false));
        _ended.SetResult();
    }

    private void OnProgramEnded(int status) => Tell(BubblewrapExit.Of(new ProcessEnd(status, null, default), outOfMemory: false));

    private void Tell(SandboxExit exit)
    {
        try
        {
            DrainOutput();
        }
        finally
        {
            _exited.TrySetResult(exit);
        }
    }
}
