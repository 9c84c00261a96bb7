using Mayfly.Sandbox.Cgroups;

namespace Mayfly.Sandbox.Tests.Cgroups;

/// <summary>The v2 logic on a folder of ordinary files in the part of the cgroup file system.</summary>
public sealed class CgroupV2Tests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mayfly-cgroup2-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Controllers_are_switched_on_level_by_level_and_the_servers_processes_leave_for_a_leaf()
    {
        Level("", ("cgroup.type", "domain"), ("cgroup.procs", "41\n42\n"), ("cgroup.controllers", "cpuset cpu io memory pids\n"), ("cgroup.subtree_control", ""));
        Level("mayfly-server", ("cgroup.procs", ""));
        Level("mayfly", ("cgroup.subtree_control", ""));
        Level("mayfly/one", ("cgroup.subtree_control", ""));

        CgroupV2Hierarchy hierarchy = CgroupV2Hierarchy.Prepare(_root, "one", []);

        Assert.Equal(["+memory +cpu +pids +io", "+memory +cpu +pids +io", "+memory +cpu +pids +io"], Files("cgroup.subtree_control", "", "mayfly", "mayfly/one"));
        // an ordinary file keeps what was written last
        Assert.Equal("42", Files("cgroup.procs", "mayfly-server").Single());
        Assert.Empty(hierarchy.Missing);
        Assert.Equal([Path.Combine(_root, "mayfly/one")], hierarchy.Bases);
    }

    [Fact]
    public void Without_the_io_controller_it_goes_on_and_says_so()
    {
        Level("", ("cgroup.controllers", "cpu memory pids"), ("cgroup.subtree_control", ""));
        Level("mayfly", ("cgroup.subtree_control", ""));
        Level("mayfly/one", ("cgroup.subtree_control", ""));

        CgroupV2Hierarchy hierarchy = CgroupV2Hierarchy.Prepare(_root, "one", ["8:0"]);

        Assert.Equal("+memory +cpu +pids", Files("cgroup.subtree_control", "").Single());
        Assert.Contains("'io'", Assert.Single(hierarchy.Missing), StringComparison.Ordinal);
        Assert.True(CgroupV2Hierarchy.HasControllers(_root));
    }

    [Fact]
    public void A_hybrid_systems_empty_unified_hierarchy_is_not_taken_for_one()
    {
        Level("", ("cgroup.controllers", ""));

        Assert.False(CgroupV2Hierarchy.HasControllers(_root));
    }

    [Fact]
    public void The_place_is_our_own_when_it_was_delegated_or_is_a_containers_root()
    {
        Level("own");
        CgroupLayout layout = new(new Dictionary<string, string>(), Path.Combine(_root, "own"), _root);

        Assert.Equal(_root, CgroupV2Hierarchy.ChooseParent(layout, _ => false));
        Assert.Equal(Path.Combine(_root, "own"), CgroupV2Hierarchy.ChooseParent(layout, _ => true));
        Level("", ("cgroup.type", "domain"));
        Assert.Equal(Path.Combine(_root, "own"), CgroupV2Hierarchy.ChooseParent(layout, _ => false));
    }

    [Fact]
    public void Limits_become_control_files()
    {
        CgroupV2 cgroup = Sandbox();

        cgroup.Apply(new CgroupLimits(256 << 20, 0.5, 0.5, 64 << 20), "7:3");
        Assert.Equal(["1024", "268435456", "50", "10000 20000", "0", "1"], OfSandbox("pids.max", "memory.max", "cpu.weight", "cpu.max", "memory.swap.max", "memory.oom.group"));
        Assert.Equal(["7:3 rbps=67108864 wbps=67108864"], OfSandbox("io.max"));

        Level("s", ("cpu.weight", ""), ("cpu.max", ""), ("io.max", ""));
        cgroup.Apply(new CgroupLimits(256 << 20, 2, null, null), "7:3");
        Assert.Equal(["200", "max 20000", "7:3 rbps=max wbps=max"], OfSandbox("cpu.weight", "cpu.max", "io.max"));
    }

    [Fact]
    public void Usage_and_out_of_memory_are_read()
    {
        CgroupV2 cgroup = Sandbox();
        Level("s", ("memory.events", "low 0\nhigh 0\nmax 3\noom 1\noom_kill 2\noom_group_kill 1\n"), ("memory.peak", "1048576\n"), ("cpu.stat", "usage_usec 1500\nuser_usec 1000\n"), ("cgroup.procs", "7\n8\n"));

        Assert.Equal(2, cgroup.OutOfMemoryKills());
        Assert.Equal(new SandboxUsage(1 << 20, TimeSpan.FromMicroseconds(1500)), cgroup.Usage());
        Assert.Equal([7, 8], cgroup.Processes());
        cgroup.Freeze();
        Assert.Equal("1", Files("cgroup.freeze", "s").Single());
        cgroup.Thaw();
        Assert.Equal("0", Files("cgroup.freeze", "s").Single());
    }

    private CgroupV2 Sandbox()
    {
        Level("s", [.. ((string[])["pids.max", "memory.max", "memory.swap.max", "memory.oom.group", "cpu.weight", "cpu.max", "io.max", "cgroup.freeze"]).Select(name => (name, ""))]);
        return new CgroupV2("s", Path.Combine(_root, "s"), []);
    }

    private void Level(string folder, params (string Name, string Content)[] files)
    {
        Directory.CreateDirectory(Path.Combine(_root, folder));
        foreach ((string name, string content) in files)
        {
            File.WriteAllText(Path.Combine(_root, folder, name), content);
        }
    }

    private IEnumerable<string> OfSandbox(params string[] files) => files.Select(file => File.ReadAllText(Path.Combine(_root, "s", file)));

    private IEnumerable<string> Files(string file, params string[] folders) => folders.Select(folder => File.ReadAllText(Path.Combine(_root, folder, file)));
}
