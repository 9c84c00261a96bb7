using Mayfly.Sandbox.Cgroups;

namespace Mayfly.Sandbox.Tests.Cgroups;

public sealed class CgroupLayoutTests
{
    [Fact]
    public void Hybrid_systems_have_a_place_in_each_controller()
    {
        CgroupLayout layout = CgroupLayout.Parse(
            """
            31 22 0:27 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct
            32 22 0:28 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
            33 22 0:29 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
            34 22 0:30 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,name=systemd
            """,
            "5:cpu,cpuacct:/\n4:memory:/system.slice/mayfly.service\n1:name=systemd:/x\n0::/system.slice/mayfly.service\n");

        Assert.Equal("/sys/fs/cgroup/cpu,cpuacct", layout.V1["cpu"]);
        Assert.Equal("/sys/fs/cgroup/cpu,cpuacct", layout.V1["cpuacct"]);
        Assert.Equal("/sys/fs/cgroup/memory/system.slice/mayfly.service", layout.V1["memory"]);
        Assert.Equal("/sys/fs/cgroup/unified/system.slice/mayfly.service", layout.V2);
        Assert.Equal("/sys/fs/cgroup/unified", layout.V2Root);
    }

    [Fact]
    public void In_a_container_the_mount_shows_the_containers_part_only()
    {
        CgroupLayout layout = CgroupLayout.Parse(
            "32 22 0:28 /docker/abc /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n",
            "4:memory:/docker/abc/nested\n");

        Assert.Equal("/sys/fs/cgroup/memory/nested", layout.V1["memory"]);
        Assert.Null(layout.V2);
    }

    [Fact]
    public void A_unified_system_has_one_place()
    {
        CgroupLayout layout = CgroupLayout.Parse("30 22 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n", "0::/user.slice/session-1.scope\n");

        Assert.Empty(layout.V1);
        Assert.Equal("/sys/fs/cgroup/user.slice/session-1.scope", layout.V2);
    }

    [Fact]
    public void A_disk_is_found_behind_a_folder_and_a_partition_counts_as_its_disk()
    {
        string[] mounts = ["22 1 8:1 / / rw - ext4 /dev/sda1 rw", "23 22 8:2 / /var rw - ext4 /dev/sda2 rw", "24 22 0:40 / /var/lib/x rw - tmpfs tmpfs rw"];
        Assert.Equal("8:1", BlockDevices.DeviceOf("/usr", mounts));
        Assert.Equal("8:2", BlockDevices.DeviceOf("/var/lib", mounts));
        Assert.Equal("0:40", BlockDevices.DeviceOf("/var/lib/x/y", mounts));
        Assert.Equal("8:1", BlockDevices.DeviceOf("/variable", mounts));

        string root = Directory.CreateTempSubdirectory("mayfly-blocks-").FullName;
        Directory.CreateDirectory(Path.Combine(root, "devices/sda/sda1"));
        Directory.CreateDirectory(Path.Combine(root, "block"));
        File.WriteAllText(Path.Combine(root, "devices/sda/dev"), "8:0\n");
        File.WriteAllText(Path.Combine(root, "devices/sda/sda1/partition"), "1\n");
        File.CreateSymbolicLink(Path.Combine(root, "block/8:0"), Path.Combine(root, "devices/sda"));
        File.CreateSymbolicLink(Path.Combine(root, "block/8:1"), Path.Combine(root, "devices/sda/sda1"));
        Assert.Equal("8:0", BlockDevices.WholeDisk("8:1", Path.Combine(root, "block")));
        Assert.Equal("8:0", BlockDevices.WholeDisk("8:0", Path.Combine(root, "block")));
        Assert.Null(BlockDevices.WholeDisk("0:40", Path.Combine(root, "block")));
        Directory.Delete(root, recursive: true);
    }
}
