using System.Globalization;
using Mayfly.Sandbox.Interop;

namespace Mayfly.Sandbox.Cgroups;

/// <summary>One sandbox on the v1 layout: a directory in each controller's own hierarchy.</summary>
internal sealed class CgroupV1 : ICgroup
{
    /// <summary>Charges that an emptied cgroup may keep (cached pages of files first read by it) and still be used again.</summary>
    private const long ReusableCharge = 4 * 1048576;

    private readonly IReadOnlyDictionary<string, string> _directories;
    private readonly List<string> _devices;
    private long _killsBefore;
    private long _cpuBefore;

    /// <param name="directories">Controller name to the sandbox's directory in it.</param>
    public CgroupV1(string name, IReadOnlyDictionary<string, string> directories, IEnumerable<string> devices)
    {
        Name = name;
        _directories = directories;
        _devices = [.. devices];
        if (!directories.Values.All(Directory.Exists))
        {
            foreach (string directory in directories.Values)
            {
                Directory.CreateDirectory(directory);
            }

            ControlFile.Write(In("pids", "pids.max"), CgroupLimits.Processes.ToString(CultureInfo.InvariantCulture));
        }
    }

    public string Name { get; }

    public void Apply(CgroupLimits limits)
    {
        ApplyMemory(limits.MemoryBytes.ToString(CultureInfo.InvariantCulture));
        ControlFile.Write(In("cpu", "cpu.shares"), Math.Max(2, (long)(limits.CpuShare * 1024)).ToString(CultureInfo.InvariantCulture));
        ControlFile.Write(In("cpu", "cpu.cfs_period_us"), CgroupLimits.CpuPeriodMicroseconds.ToString(CultureInfo.InvariantCulture));
        ControlFile.Write(In("cpu", "cpu.cfs_quota_us"), (limits.CpuQuotaMicroseconds ?? -1).ToString(CultureInfo.InvariantCulture));
        if (_directories.ContainsKey("blkio"))
        {
            foreach (string device in _devices)
            {
                // 0 takes a ceiling away
                string rate = $"{device} {limits.BlockIoBytesPerSecond ?? 0}";
                ControlFile.Write(In("blkio", "blkio.throttle.read_bps_device"), rate);
                ControlFile.Write(In("blkio", "blkio.throttle.write_bps_device"), rate);
            }
        }
    }

    public void AddDevice(string device)
    {
        if (!_devices.Contains(device))
        {
            _devices.Add(device);
        }
    }

    public void Join(int pid)
    {
        string text = pid.ToString(CultureInfo.InvariantCulture);
        foreach (string directory in _directories.Values)
        {
            ControlFile.Write(Path.Combine(directory, "cgroup.procs"), text);
        }
    }

    public void Freeze() => ControlFile.Write(In("freezer", "freezer.state"), "FROZEN");

    public void Thaw() => ControlFile.Write(In("freezer", "freezer.state"), "THAWED");

    public long OutOfMemoryKills() => ControlFile.ReadField(In("memory", "memory.oom_control"), "oom_kill") - _killsBefore;

    public SandboxUsage Usage() => new(
        ControlFile.ReadNumber(In("memory", "memory.max_usage_in_bytes")),
        TimeSpan.FromMicroseconds((ControlFile.ReadNumber(In("cpuacct", "cpuacct.usage")) - _cpuBefore) / 1000));

    public IReadOnlyList<int> Processes() => ControlFile.ReadProcesses(In("pids", "cgroup.procs"));

    public void Kill()
    {
        foreach (int pid in Processes())
        {
            _ = KillProcess.Send(pid, 9);
        }
    }

    public bool TryReset()
    {
        // what is left is cached pages of files; the next sandbox's peak would start with it, and emptying would throw the interpreters' pages away
        if (ControlFile.ReadNumber(In("memory", "memory.usage_in_bytes")) > ReusableCharge)
        {
            return false;
        }

        Thaw();
        ControlFile.Write(In("memory", "memory.max_usage_in_bytes"), "0");
        _killsBefore = ControlFile.ReadField(In("memory", "memory.oom_control"), "oom_kill");
        _cpuBefore = ControlFile.ReadNumber(In("cpuacct", "cpuacct.usage"));
        return true;
    }

    public void Remove()
    {
        foreach (string directory in _directories.Values.Where(Directory.Exists))
        {
            Directory.Delete(directory);
        }
    }

    private void ApplyMemory(string bytes)
    {
        string memory = In("memory", "memory.limit_in_bytes");
        string withSwap = In("memory", "memory.memsw.limit_in_bytes");
        if (!File.Exists(withSwap))
        {
            ControlFile.Write(memory, bytes);
            return;
        }

        // the limit with swap may never be below the one without, so their order depends on where we come from
        ControlFile.Write(withSwap, "-1");
        ControlFile.Write(memory, bytes);
        ControlFile.Write(withSwap, bytes);
    }

    private string In(string controller, string file) => Path.Combine(_directories[controller], file);
}
