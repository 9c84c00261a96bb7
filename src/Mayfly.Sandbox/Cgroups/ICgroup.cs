using Mayfly.Sandbox.Interop;
using Mayfly.Sandbox.Launching;

namespace Mayfly.Sandbox.Cgroups;

/// <summary>The cgroup (v2) or set of cgroups (v1, one for each controller) of one sandbox.</summary>
internal interface ICgroup
{
    /// <summary>Its number in the pool.</summary>
    string Name { get; }

    /// <summary>Puts the limits in force. Block I/O ceilings are put on the machine's disks and on <paramref name="ownDevice"/>.</summary>
    /// <param name="ownDevice">"major:minor" of a block device that only this sandbox uses, or null.</param>
    void Apply(CgroupLimits limits, string? ownDevice);

    /// <summary>Takes the CPU limit away, so that killed processes die at once: after a fork bomb there are many, and each needs CPU to die.</summary>
    void LiftCpuLimit();

    /// <summary>Brings a process, and what it will start, in.</summary>
    void Join(int pid);

    /// <summary>
    /// Makes the thread that runs a script visit the cgroup until the script's end, so that what it starts is born inside. False where the layout has no
    /// such way: then <see cref="Join"/> must follow, which on an otherwise idle machine waits for the kernel for ten milliseconds and more.
    /// </summary>
    /// <param name="handles">Keeps what the script uses open.</param>
    bool TryVisit(CallScript script, ScopedHandles handles);

    void Freeze();

    void Thaw();

    /// <summary>Processes that the kernel killed for want of memory since the last reset.</summary>
    long OutOfMemoryKills();

    /// <summary>The most memory that the sandbox has used so far. Read with every invocation: without opening a file.</summary>
    long PeakMemoryBytes();

    SandboxUsage Usage();

    IReadOnlyList<int> Processes();

    /// <summary>Makes an emptied cgroup as good as new; false when it cannot be, and must be removed.</summary>
    bool TryReset();

    /// <summary>Removes an emptied cgroup; one that is gone is no error.</summary>
    void Remove();
}
