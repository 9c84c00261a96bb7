namespace Mayfly.Sandbox.Cgroups;

/// <summary>The unified layout, in a subtree whose controllers this class switches on.</summary>
internal sealed class CgroupV2Hierarchy : ICgroupHierarchy
{
    private static readonly string[] s_required = ["memory", "cpu", "pids"];

    private readonly string _base;
    private readonly IReadOnlyList<string> _devices;

    private CgroupV2Hierarchy(string @base, bool io, IReadOnlyList<string> devices)
    {
        _base = @base;
        _devices = io ? devices : [];
        Missing = io ? [] : ["The cgroup controller 'io' is not available: block I/O is not limited, so one function may slow the others' disk."];
        Enforced =
        [
            "cgroup v2: memory (no swap), CPU, processes (1,024), freezing",
            .. io ? ["cgroup v2: block I/O, reads and writes"] : Array.Empty<string>(),
        ];
    }

    public IReadOnlyList<string> Enforced { get; }

    public IReadOnlyList<string> Missing { get; }

    public IReadOnlyList<string> Bases => [_base];

    /// <summary>Whether the unified hierarchy has what a sandbox cannot do without. (On hybrid systems v1 may hold it.)</summary>
    public static bool HasControllers(string root) => s_required.All(Words(Path.Combine(root, "cgroup.controllers")).Contains);

    /// <summary>Switches the controllers on from <paramref name="parent"/> down to this server's folder.</summary>
    /// <param name="parent">The folder to live in: a delegated cgroup of the server's own, or the root of the hierarchy.</param>
    /// <param name="instance">Names this server.</param>
    /// <param name="devices">The machine's disks.</param>
    public static CgroupV2Hierarchy Prepare(string parent, string instance, IReadOnlyList<string> devices)
    {
        // a cgroup that has processes may not hand controllers to its children (the root may): ours move to a leaf beside the sandboxes
        if (File.Exists(Path.Combine(parent, "cgroup.type")))
        {
            MoveProcesses(parent, Path.Combine(parent, "mayfly-server"));
        }

        string[] available = Words(Path.Combine(parent, "cgroup.controllers"));
        string[] wanted = [.. s_required, .. available.Contains("io") ? ["io"] : Array.Empty<string>()];
        string switchOn = string.Join(' ', wanted.Select(name => "+" + name));
        string ours = Path.Combine(parent, "mayfly");
        string @base = Path.Combine(ours, instance);
        foreach (string level in (string[])[parent, ours, @base])
        {
            Directory.CreateDirectory(level);
            ControlFile.Write(Path.Combine(level, "cgroup.subtree_control"), switchOn);
        }

        return new CgroupV2Hierarchy(@base, available.Contains("io"), devices);
    }

    /// <summary>Where to live: below our own cgroup if it was given to us to arrange (systemd's Delegate=, or a container's root), else below the real root.</summary>
    public static string ChooseParent(CgroupLayout layout, Func<string, bool> isDelegated)
    {
        string own = layout.V2!;
        string root = layout.V2Root!;
        // the real root has no cgroup.type; a container's, which looks like the root from inside, has
        return isDelegated(own) || File.Exists(Path.Combine(root, "cgroup.type")) ? own : root;
    }

    public ICgroup Create(string name) => new CgroupV2(name, Path.Combine(_base, name), _devices);

    private static void MoveProcesses(string from, string to)
    {
        IReadOnlyList<int> processes = ControlFile.ReadProcesses(Path.Combine(from, "cgroup.procs"));
        if (processes.Count == 0)
        {
            return;
        }

        Directory.CreateDirectory(to);
        foreach (int pid in processes)
        {
            ControlFile.Write(Path.Combine(to, "cgroup.procs"), pid.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static string[] Words(string path) =>
        File.Exists(path) ? ControlFile.Read(path).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries) : [];
}
