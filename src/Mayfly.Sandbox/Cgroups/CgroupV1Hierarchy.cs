using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Cgroups;

/// <summary>The v1 layout: each controller has a hierarchy of its own; ours hang below the server's own place in each, so that limits set on the server bind its sandboxes.</summary>
internal sealed class CgroupV1Hierarchy : ICgroupHierarchy
{
    /// <summary>Without these there is no sandbox.</summary>
    private static readonly string[] s_required = ["memory", "cpu", "cpuacct", "pids", "freezer"];

    private readonly Dictionary<string, string> _bases;
    private readonly Dictionary<string, SafeFileHandle> _homes;
    private readonly IReadOnlyList<string> _devices;

    /// <param name="ownDirectories">Controller to the directory of the server's own cgroup.</param>
    /// <param name="instance">Names this server.</param>
    /// <param name="devices">Block devices to throttle.</param>
    public CgroupV1Hierarchy(IReadOnlyDictionary<string, string> ownDirectories, string instance, IReadOnlyList<string> devices)
    {
        _devices = devices;
        _bases = ownDirectories
            .Where(pair => s_required.Contains(pair.Key) || pair.Key == "blkio")
            .ToDictionary(pair => pair.Key, pair => Path.Combine(pair.Value, "mayfly", instance), StringComparer.Ordinal);
        _homes = Complete
            ? _bases.Keys.ToDictionary(name => name, name => OpenFile.WriteOnly(Path.Combine(ownDirectories[name], "tasks")), StringComparer.Ordinal)
            : [];
        Missing =
        [
            .. s_required.Where(name => !_bases.ContainsKey(name)).Select(name =>
                $"The cgroup controller '{name}' is not mounted, so its limit cannot be set: mount it below /sys/fs/cgroup, or start Linux with cgroup v2."),
            .. _bases.ContainsKey("blkio") ? Array.Empty<string>() : ["The cgroup controller 'blkio' is not mounted: block I/O is not limited, so one function may slow the others' disk."],
        ];
        Enforced =
        [
            "cgroup v1: memory (with swap), CPU, processes (1,024), freezing",
            .. _bases.ContainsKey("blkio") && devices.Count > 0 ? ["cgroup v1: block I/O, reads and direct writes (v1 cannot attribute buffered writes)"] : Array.Empty<string>(),
        ];
    }

    /// <summary>True when all controllers that a sandbox cannot do without are there.</summary>
    public bool Complete => s_required.All(_bases.ContainsKey);

    public IReadOnlyList<string> Enforced { get; }

    public IReadOnlyList<string> Missing { get; }

    public IReadOnlyList<string> Bases => [.. _bases.Values];

    public ICgroup Create(string name) =>
        new CgroupV1(name, _bases.ToDictionary(pair => pair.Key, pair => Path.Combine(pair.Value, name), StringComparer.Ordinal), _homes, _devices);
}
