using System.Globalization;
using System.Net.Sockets;
using Mayfly.Sandbox.Cgroups;
using Mayfly.Sandbox.Interop;
using Mayfly.Sandbox.Output;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Unisolated;

/// <summary>A plain process and its process group, made by <see cref="ProcessSandboxHost"/>.</summary>
internal sealed class ProcessSandbox : ISandbox
{
    private const int Kill = 9, Continue = 18, Stop = 19;

    private readonly TaskCompletionSource<SandboxExit> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _pid;
    private readonly string _folder;
    private readonly Action<ProcessSandbox> _gone;
    private readonly OutputPipe _console;
    private readonly OutputPipe _telemetry;
    private readonly ProcessExit _exit;
    private readonly Lock _signals = new();
    private SandboxUsage? _finalUsage;
    private bool _ending;
    private int _disposed;

    public ProcessSandbox(
        string id,
        int pid,
        SafeFileHandle process,
        Socket listener,
        string folder,
        OutputPump pump,
        (SafeFileHandle Console, SafeFileHandle Telemetry, ISandboxOutput Sink) output,
        Action<ProcessSandbox> gone)
    {
        Id = id;
        RuntimeApiListener = listener;
        _pid = pid;
        _folder = folder;
        _gone = gone;
        Lock outputLock = new();
        _console = new OutputPipe(pump, output.Console, SandboxOutputChannel.Console, output.Sink, outputLock);
        _telemetry = new OutputPipe(pump, output.Telemetry, SandboxOutputChannel.Telemetry, output.Sink, outputLock);
        _exit = new ProcessExit(pump, process, OnEnded, OnEnding);
    }

    public string Id { get; }

    public Socket RuntimeApiListener { get; }

    public Task<SandboxExit> Exited => _exited.Task;

    public void Start()
    {
        _console.Start();
        _telemetry.Start();
        _exit.Start();
    }

    public void Specialise(SandboxLimits limits, IReadOnlyList<SandboxMount> mounts) =>
        throw new NotSupportedException("Without a mount namespace nothing can be brought into a running process.");

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
            if (!_ending)
            {
                _ = KillProcess.Send(_pid, signal);
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

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        SignalGroup(Kill);
        await Exited.ConfigureAwait(false);
        _console.Dispose();
        _telemetry.Dispose();
        RuntimeApiListener.Dispose();
        Directory.Delete(_folder, recursive: true);
        _gone(this);
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

        try
        {
            DrainOutput();
        }
        finally
        {
            _exited.SetResult(new SandboxExit(end.ExitCode, end.Signal, false));
        }
    }
}
