namespace Mayfly.Sandbox.Cgroups;

/// <summary>The cgroup (v2) or set of cgroups (v1, one for each controller) of one sandbox.</summary>
internal interface ICgroup
{
    /// <summary>Its number in the pool.</summary>
    string Name { get; }

    void Apply(CgroupLimits limits);

    /// <summary>Throttles one more block device ("major:minor") as <see cref="CgroupLimits.BlockIoBytesPerSecond"/> says, from the next Apply on.</summary>
    void AddDevice(string device);

    /// <summary>Brings a process, and what it will start, in.</summary>
    void Join(int pid);

    void Freeze();

    void Thaw();

    /// <summary>Processes that the kernel killed for want of memory since the last reset.</summary>
    long OutOfMemoryKills();

    SandboxUsage Usage();

    IReadOnlyList<int> Processes();

    /// <summary>Sends SIGKILL to everything inside.</summary>
    void Kill();

    /// <summary>Makes an emptied cgroup as good as new; false when it cannot be, and must be removed.</summary>
    bool TryReset();

    /// <summary>Removes an emptied cgroup; one that is gone is no error.</summary>
    void Remove();
}
