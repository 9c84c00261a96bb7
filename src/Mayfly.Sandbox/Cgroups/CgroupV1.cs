using System.Globalization;
using Mayfly.Sandbox.Interop;
using Mayfly.Sandbox.Launching;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Cgroups;

/// <summary>One sandbox on the v1 layout: a directory in each controller's own hierarchy.</summary>
internal sealed class CgroupV1 : ICgroup
{
    /// <summary>Charges that an emptied cgroup may keep (cached pages of files first read by it) and still be used again.</summary>
    private const long ReusableCharge = 4 * 1048576;

    private readonly IReadOnlyDictionary<string, string> _directories;
    private readonly IReadOnlyDictionary<string, SafeFileHandle> _homes;
    private readonly IReadOnlyList<string> _devices;
    private readonly ControlFiles _files = new();
    private readonly HashSet<string> _throttled = new(StringComparer.Ordinal);
    private readonly ControlNumber _peak;
    private long _killsBefore;
    private long _cpuBefore;

    /// <param name="directories">Controller name to the sandbox's directory in it.</param>
    /// <param name="homes">Controller name to the file "tasks" of the server's own cgroup.</param>
    /// <param name="devices">The machine's disks.</param>
    public CgroupV1(
        string name, IReadOnlyDictionary<string, string> directories, IReadOnlyDictionary<string, SafeFileHandle> homes, IReadOnlyList<string> devices)
    {
        Name = name;
        _directories = directories;
        _homes = homes;
        _devices = devices;
        foreach (string directory in directories.Values)
        {
            Directory.CreateDirectory(directory);
        }

        _peak = new ControlNumber(() => In("memory", "memory.max_usage_in_bytes"));
        ControlFile.Write(In("pids", "pids.max"), Text(CgroupLimits.Processes));
    }

    public string Name { get; }

    public void LiftCpuLimit() => _files.Write(In("cpu", "cpu.cfs_quota_us"), Text(-1));

    public void Apply(CgroupLimits limits, string? ownDevice)
    {
        ApplyMemory(limits.MemoryBytes);
        _files.Write(In("cpu", "cpu.shares"), Text(Math.Max(2, (long)(limits.CpuShare * 1024))));
        _files.Write(In("cpu", "cpu.cfs_period_us"), Text(CgroupLimits.CpuPeriodMicroseconds));
        _files.Write(In("cpu", "cpu.cfs_quota_us"), Text(limits.CpuQuotaMicroseconds ?? -1));
        if (_directories.ContainsKey("blkio"))
        {
            foreach (string device in ownDevice is null ? _devices : [.. _devices, ownDevice])
            {
                Throttle(device, limits.BlockIoBytesPerSecond);
            }
        }
    }

    public void Join(int pid)
    {
        string text = Text(pid);
        foreach (string directory in _directories.Values)
        {
            ControlFile.Write(Path.Combine(directory, "cgroup.procs"), text);
        }
    }

    public bool TryVisit(CallScript script, ScopedHandles handles)
    {
        foreach ((string controller, string directory) in _directories)
        {
            string tasks = Path.Combine(directory, "tasks");
            script.VisitCgroup(tasks, handles.Keep(OpenFile.WriteOnly(tasks)), _homes[controller]);
        }

        return true;
    }

    public void Freeze() => ControlFile.Write(In("freezer", "freezer.state"), "FROZEN");

    public void Thaw() => ControlFile.Write(In("freezer", "freezer.state"), "THAWED");

    public long OutOfMemoryKills() => ControlFile.ReadField(In("memory", "memory.oom_control"), "oom_kill") - _killsBefore;

    public long PeakMemoryBytes() => _peak.Read();

    public SandboxUsage Usage() => new(
        PeakMemoryBytes(),
        TimeSpan.FromMicroseconds((ControlFile.ReadNumber(In("cpuacct", "cpuacct.usage")) - _cpuBefore) / 1000));

    public IReadOnlyList<int> Processes() => ControlFile.ReadProcesses(In("pids", "cgroup.procs"));

    public bool TryReset()
    {
        // what is left is cached pages of files: the next sandbox's peak would start with them, and emptying would throw the interpreters' pages away
        if (ControlFile.ReadNumber(In("memory", "memory.usage_in_bytes")) > ReusableCharge)
        {
            return false;
        }

        Thaw();
        foreach (string device in _throttled.Except(_devices).ToArray())
        {
            Throttle(device, null);
        }

        _peak.Close();
        ControlFile.Write(In("memory", "memory.max_usage_in_bytes"), "0");
        _killsBefore = ControlFile.ReadField(In("memory", "memory.oom_control"), "oom_kill");
        _cpuBefore = ControlFile.ReadNumber(In("cpuacct", "cpuacct.usage"));
        return true;
    }

    public void Remove()
    {
        _peak.Close();
        foreach (string directory in _directories.Values.Where(Directory.Exists))
        {
            Directory.Delete(directory);
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private void ApplyMemory(long bytes)
    {
        string memory = In("memory", "memory.limit_in_bytes");
        string withSwap = In("memory", "memory.memsw.limit_in_bytes");
        if (!File.Exists(withSwap))
        {
            _files.Write(memory, Text(bytes));
            return;
        }

        // the limit with swap may never be below the one without: a new cgroup has none, so it comes last going down and first going up
        bool up = _files.Written(memory) is { } before && long.Parse(before, CultureInfo.InvariantCulture) < bytes;
        _files.Write(up ? withSwap : memory, Text(bytes));
        _files.Write(up ? memory : withSwap, Text(bytes));
    }

    private void Throttle(string device, long? bytesPerSecond)
    {
        if (bytesPerSecond is not null)
        {
            _throttled.Add(device);
        }
        else if (!_throttled.Remove(device))
        {
            return;
        }

        // 0 takes a ceiling away
        string rate = $"{device} {Text(bytesPerSecond ?? 0)}";
        ControlFile.Write(In("blkio", "blkio.throttle.read_bps_device"), rate);
        ControlFile.Write(In("blkio", "blkio.throttle.write_bps_device"), rate);
    }

    private string In(string controller, string file) => Path.Combine(_directories[controller], file);
}
