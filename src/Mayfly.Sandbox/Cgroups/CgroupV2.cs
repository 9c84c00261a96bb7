using System.Globalization;
using Mayfly.Sandbox.Interop;
using Mayfly.Sandbox.Launching;

namespace Mayfly.Sandbox.Cgroups;

/// <summary>One sandbox on the unified layout: a single directory. Made anew for each sandbox: its peak cannot be set back.</summary>
internal sealed class CgroupV2 : ICgroup
{
    private readonly string _directory;
    private readonly IReadOnlyList<string> _devices;
    private readonly ControlFiles _files = new();
    private readonly ControlNumber _peak;
    private bool _throttled;

    public CgroupV2(string name, string directory, IReadOnlyList<string> devices)
    {
        Name = name;
        _directory = directory;
        _devices = devices;
        Directory.CreateDirectory(directory);
        // memory.peak came with Linux 5.19
        _peak = new ControlNumber(() => File.Exists(In("memory.peak")) ? In("memory.peak") : In("memory.current"));
        ControlFile.Write(In("pids.max"), Text(CgroupLimits.Processes));
        // a sandbox is one thing: a runtime without the helper that was killed, or the other way round, would only hang
        ControlFile.TryWrite(In("memory.oom.group"), "1");
        ControlFile.TryWrite(In("memory.swap.max"), "0");
    }

    public string Name { get; }

    public void LiftCpuLimit() => _files.Write(In("cpu.max"), "max");

    public void Apply(CgroupLimits limits, string? ownDevice)
    {
        _files.Write(In("memory.max"), Text(limits.MemoryBytes));
        _files.Write(In("cpu.weight"), Text(Math.Clamp((long)(limits.CpuShare * 100), 1, 10_000)));
        _files.Write(In("cpu.max"), $"{(limits.CpuQuotaMicroseconds is { } quota ? Text(quota) : "max")} {CgroupLimits.CpuPeriodMicroseconds}");
        if (!_throttled && limits.BlockIoBytesPerSecond is null)
        {
            return;
        }

        _throttled = true;
        string rate = limits.BlockIoBytesPerSecond is { } bytes ? Text(bytes) : "max";
        foreach (string device in ownDevice is null ? _devices : [.. _devices, ownDevice])
        {
            ControlFile.TryWrite(In("io.max"), $"{device} rbps={rate} wbps={rate}");
        }
    }

    public void Join(int pid) => ControlFile.Write(In("cgroup.procs"), Text(pid));

    /// <summary>A thread cannot be in another cgroup than its process here.</summary>
    public bool TryVisit(CallScript script, ScopedHandles handles) => false;

    public void Freeze() => ControlFile.Write(In("cgroup.freeze"), "1");

    public void Thaw() => ControlFile.Write(In("cgroup.freeze"), "0");

    public long OutOfMemoryKills() => ControlFile.ReadField(In("memory.events"), "oom_kill");

    public long PeakMemoryBytes() => _peak.Read();

    public SandboxUsage Usage() => new(
        PeakMemoryBytes(),
        TimeSpan.FromMicroseconds(ControlFile.ReadField(In("cpu.stat"), "usage_usec")));

    public IReadOnlyList<int> Processes() => ControlFile.ReadProcesses(In("cgroup.procs"));

    public bool TryReset() => false;

    public void Remove()
    {
        _peak.Close();
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory);
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private string In(string file) => Path.Combine(_directory, file);
}
