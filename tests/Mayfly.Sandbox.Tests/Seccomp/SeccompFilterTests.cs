using CsCheck;
using Mayfly.Sandbox.Seccomp;

namespace Mayfly.Sandbox.Tests.Seccomp;

public sealed class SeccompFilterTests
{
    private const uint NewUser = 0x10000000, NewNet = 0x40000000, ThreadFlags = 0x003D0F00;

    public static TheoryData<string> Architectures => ["x64", "arm64"];

    [Theory, MemberData(nameof(Architectures))]
    public void Every_listed_call_is_refused_as_listed(string architecture)
    {
        SystemCallTable table = Table(architecture);

        Assert.All(table.NotPermitted, number => Assert.Equal(SeccompAction.NotPermitted, Judge(table, number)));
        Assert.All(table.NoSuchCall, number => Assert.Equal(SeccompAction.NoSuchCall, Judge(table, number)));
        Assert.Empty(table.NotPermitted.Intersect(table.NoSuchCall));
    }

    [Theory, MemberData(nameof(Architectures))]
    public void Everything_else_that_exists_passes_and_nothing_newer_does(string architecture)
    {
        SystemCallTable table = Table(architecture);
        uint[] judged = [.. table.NotPermitted, .. table.NoSuchCall, table.CloneCall, table.Personality, table.Socket, table.SocketPair, table.Ioctl];

        Gen.UInt[0, SystemCallTable.FirstUnknown - 1].Where(number => !judged.Contains(number))
            .Sample(number => Judge(table, number) == SeccompAction.Allow);
        Gen.UInt[SystemCallTable.FirstUnknown, uint.MaxValue].Sample(number => Judge(table, number) == SeccompAction.NoSuchCall);
    }

    [Fact]
    public void X32_calls_do_not_exist()
    {
        Assert.Equal(SeccompAction.NoSuchCall, Judge(SystemCallTable.X64, SystemCallTable.X32Bit | 1));
        Assert.Equal(SeccompAction.NoSuchCall, Judge(SystemCallTable.X64, SystemCallTable.X32Bit | 165));
    }

    [Theory, MemberData(nameof(Architectures))]
    public void Calls_of_another_architecture_do_not_exist(string architecture)
    {
        byte[] program = SeccompFilter.Bytes(Table(architecture));

        Gen.Select(Gen.UInt, Gen.UInt[0, 500]).Where(pair => pair.Item1 != Table(architecture).AuditArchitecture)
            .Sample(pair => BpfInterpreter.Run(program, pair.Item1, pair.Item2) == SeccompAction.NoSuchCall);
    }

    [Theory, MemberData(nameof(Architectures))]
    public void Threads_and_forks_may_be_made_but_no_namespaces(string architecture)
    {
        SystemCallTable table = Table(architecture);

        Assert.Equal(SeccompAction.Allow, Judge(table, table.CloneCall, ThreadFlags));
        Assert.Equal(SeccompAction.Allow, Judge(table, table.CloneCall, 0x01200011));
        Assert.Equal(SeccompAction.NotPermitted, Judge(table, table.CloneCall, NewUser | 17));
        Assert.Equal(SeccompAction.NotPermitted, Judge(table, table.CloneCall, NewNet | ThreadFlags));
        // clone3's flags cannot be seen, so it does not exist
        Assert.Equal(SeccompAction.NoSuchCall, Judge(table, 435, 0));
    }

    [Theory]
    [InlineData(1, 1, 0, SeccompAction.Allow)]
    [InlineData(2, 1, 0, SeccompAction.Allow)]
    [InlineData(2, 1 | 0x80800, 6, SeccompAction.Allow)]
    [InlineData(10, 2, 17, SeccompAction.Allow)]
    [InlineData(16, 3, 0, SeccompAction.Allow)]
    [InlineData(16, 3, 12, SeccompAction.NoSuchProtocol)]
    [InlineData(2, 3, 1, SeccompAction.NotPermitted)]
    [InlineData(10, 3 | 0x80000, 58, SeccompAction.NotPermitted)]
    [InlineData(2, 10, 0, SeccompAction.NotPermitted)]
    [InlineData(2, 1, 132, SeccompAction.NoSuchProtocol)]
    [InlineData(2, 1, 262, SeccompAction.NoSuchProtocol)]
    [InlineData(17, 3, 0, SeccompAction.NoSuchFamily)]
    [InlineData(38, 5, 0, SeccompAction.NoSuchFamily)]
    [InlineData(40, 1, 0, SeccompAction.NoSuchFamily)]
    public void Sockets_are_judged_by_family_kind_and_protocol(uint family, uint kind, uint protocol, uint expected)
    {
        foreach (SystemCallTable table in (SystemCallTable[])[SystemCallTable.X64, SystemCallTable.Arm64])
        {
            Assert.Equal(expected, Judge(table, table.Socket, family, kind, protocol));
        }
    }

    [Theory, MemberData(nameof(Architectures))]
    public void Socket_pairs_are_unix_only(string architecture)
    {
        SystemCallTable table = Table(architecture);

        Assert.Equal(SeccompAction.Allow, Judge(table, table.SocketPair, 1));
        Assert.Equal(SeccompAction.NoSuchFamily, Judge(table, table.SocketPair, 2));
    }

    [Theory, MemberData(nameof(Architectures))]
    public void Terminals_cannot_be_typed_into(string architecture)
    {
        SystemCallTable table = Table(architecture);

        Assert.Equal(SeccompAction.NotPermitted, Judge(table, table.Ioctl, 0, 0x5412));
        // the kernel looks at 32 bits only, so must we
        Assert.Equal(SeccompAction.NotPermitted, Judge(table, table.Ioctl, 0, 0xDEAD00005412));
        Assert.Equal(SeccompAction.NotPermitted, Judge(table, table.Ioctl, 0, 0x541C));
        Assert.Equal(SeccompAction.Allow, Judge(table, table.Ioctl, 0, 0x5401));
    }

    [Theory, MemberData(nameof(Architectures))]
    public void The_personality_can_be_asked_but_not_weakened(string architecture)
    {
        SystemCallTable table = Table(architecture);

        Assert.Equal(SeccompAction.Allow, Judge(table, table.Personality, 0xFFFFFFFF));
        Assert.Equal(SeccompAction.Allow, Judge(table, table.Personality, 0));
        Assert.Equal(SeccompAction.NotPermitted, Judge(table, table.Personality, 0x0040000));
        Assert.Equal(SeccompAction.NotPermitted, Judge(table, table.Personality, 8));
    }

    [Fact]
    public void The_x64_numbers_are_the_kernels()
    {
        const string Header = "/usr/include/x86_64-linux-gnu/asm/unistd_64.h";
        Assert.SkipUnless(File.Exists(Header), "The kernel's headers (linux-libc-dev) are not installed.");
        CompareWithHeader(SystemCallTable.X64, Header);
    }

    [Fact]
    public void The_arm64_numbers_are_the_kernels()
    {
        const string Header = "/usr/include/asm-generic/unistd.h";
        Assert.SkipUnless(File.Exists(Header), "The kernel's headers (linux-libc-dev) are not installed.");
        CompareWithHeader(SystemCallTable.Arm64, Header);
    }

    private static void CompareWithHeader(SystemCallTable table, string header)
    {
        Dictionary<string, uint> numbers = [];
        foreach (string[] words in File.ReadLines(header).Select(line => line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)))
        {
            if (words is ["#define", { } name, { } value, ..] && name.StartsWith("__NR", StringComparison.Ordinal) && uint.TryParse(value, out uint number))
            {
                numbers[name.Replace("__NR3264_", "__NR_", StringComparison.Ordinal)[5..]] = number;
            }
        }

        string[] refused =
        [
            "mount", "umount2", "pivot_root", "chroot", "move_mount", "open_tree", "fsopen", "fsconfig", "fsmount", "fspick", "mount_setattr", "ptrace",
            "process_vm_readv", "process_vm_writev", "kcmp", "pidfd_getfd", "bpf", "perf_event_open", "keyctl", "add_key", "request_key", "unshare", "setns",
            "kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module", "reboot", "swapon", "swapoff", "open_by_handle_at", "quotactl",
            "quotactl_fd", "acct", "settimeofday", "clock_settime", "clock_adjtime", "sethostname", "setdomainname", "syslog", "fanotify_init", "move_pages",
        ];
        Assert.Equal([], refused.Where(name => !table.NotPermitted.Contains(numbers[name])));
        string[] absent = ["clone3", "io_uring_setup", "io_uring_enter", "io_uring_register", "userfaultfd", "process_madvise"];
        Assert.Equal([], absent.Where(name => !table.NoSuchCall.Contains(numbers[name])));
        Assert.Equal(
            [numbers["clone"], numbers["personality"], numbers["socket"], numbers["socketpair"], numbers["ioctl"]],
            [table.CloneCall, table.Personality, table.Socket, table.SocketPair, table.Ioctl]);
    }

    private static SystemCallTable Table(string architecture) => architecture == "x64" ? SystemCallTable.X64 : SystemCallTable.Arm64;

    private static uint Judge(SystemCallTable table, uint number, params ReadOnlySpan<ulong> arguments) =>
        BpfInterpreter.Run(SeccompFilter.Bytes(table), table.AuditArchitecture, number, arguments);
}
