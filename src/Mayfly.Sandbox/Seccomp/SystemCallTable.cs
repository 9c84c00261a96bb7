using System.Runtime.InteropServices;

namespace Mayfly.Sandbox.Seccomp;

/// <summary>The numbers of the calls that the filter judges, on one architecture (linux/asm/unistd.h).</summary>
/// <param name="AuditArchitecture">AUDIT_ARCH_* of linux/audit.h.</param>
/// <param name="NotPermitted">Answered with EPERM: privileged, or a door into the kernel that no function needs.</param>
/// <param name="NoSuchCall">Answered with ENOSYS: programs fall back to older calls.</param>
internal sealed record SystemCallTable(
    uint AuditArchitecture,
    uint CloneCall,
    uint Personality,
    uint Socket,
    uint SocketPair,
    uint Ioctl,
    IReadOnlyList<uint> NotPermitted,
    IReadOnlyList<uint> NoSuchCall)
{
    /// <summary>One above the newest call that this list was made for (mseal, Linux 6.10): whatever comes later does not exist inside.</summary>
    public const uint FirstUnknown = 463;

    /// <summary>Bit 30 of a call's number marks x86-64's x32 variant, whose numbers would slip past every comparison.</summary>
    public const uint X32Bit = 0x40000000;

    // the same on every architecture: calls since Linux 5.1 share their numbers
    private static readonly uint[] s_newMountCalls =
        [428 /* open_tree */, 429 /* move_mount */, 430 /* fsopen */, 431 /* fsconfig */, 432 /* fsmount */, 433 /* fspick */, 442 /* mount_setattr */];

    private static readonly uint[] s_newDoors = [438 /* pidfd_getfd */, 443 /* quotactl_fd */, 450 /* set_mempolicy_home_node */];

    private static readonly uint[] s_newWithFallback =
    [
        425 /* io_uring_setup */, 426 /* io_uring_enter */, 427 /* io_uring_register */,
        435 /* clone3: its flags lie in memory, where a filter cannot look */, 440 /* process_madvise */, 447 /* memfd_secret */,
        457 /* statmount */, 458 /* listmount */,
    ];

    public static readonly SystemCallTable X64 = new(
        AuditArchitecture: 0xC000003E,
        CloneCall: 56,
        Personality: 135,
        Socket: 41,
        SocketPair: 53,
        Ioctl: 16,
        NotPermitted:
        [
            .. s_newMountCalls, .. s_newDoors,
            165 /* mount */, 166 /* umount2 */, 155 /* pivot_root */, 161 /* chroot */, 272 /* unshare */, 308 /* setns */,
            101 /* ptrace */, 310 /* process_vm_readv */, 311 /* process_vm_writev */, 312 /* kcmp */,
            321 /* bpf */, 298 /* perf_event_open */, 250 /* keyctl */, 248 /* add_key */, 249 /* request_key */,
            246 /* kexec_load */, 320 /* kexec_file_load */, 175 /* init_module */, 313 /* finit_module */, 176 /* delete_module */,
            174 /* create_module */, 177 /* get_kernel_syms */, 178 /* query_module */, 169 /* reboot */, 167 /* swapon */, 168 /* swapoff */,
            304 /* open_by_handle_at */, 303 /* name_to_handle_at */, 179 /* quotactl */, 163 /* acct */,
            164 /* settimeofday */, 227 /* clock_settime */, 305 /* clock_adjtime */, 159 /* adjtimex */, 170 /* sethostname */, 171 /* setdomainname */,
            172 /* iopl */, 173 /* ioperm */, 154 /* modify_ldt */, 212 /* lookup_dcookie */, 180 /* nfsservctl */, 153 /* vhangup */, 103 /* syslog */,
            300 /* fanotify_init */, 237 /* mbind */, 279 /* move_pages */, 256 /* migrate_pages */, 238 /* set_mempolicy */,
            134 /* uselib */, 136 /* ustat */, 139 /* sysfs */, 156 /* _sysctl */,
        ],
        NoSuchCall: [.. s_newWithFallback, 323 /* userfaultfd */]);

    public static readonly SystemCallTable Arm64 = new(
        AuditArchitecture: 0xC00000B7,
        CloneCall: 220,
        Personality: 92,
        Socket: 198,
        SocketPair: 199,
        Ioctl: 29,
        NotPermitted:
        [
            .. s_newMountCalls, .. s_newDoors,
            40 /* mount */, 39 /* umount2 */, 41 /* pivot_root */, 51 /* chroot */, 97 /* unshare */, 268 /* setns */,
            117 /* ptrace */, 270 /* process_vm_readv */, 271 /* process_vm_writev */, 272 /* kcmp */,
            280 /* bpf */, 241 /* perf_event_open */, 219 /* keyctl */, 217 /* add_key */, 218 /* request_key */,
            104 /* kexec_load */, 294 /* kexec_file_load */, 105 /* init_module */, 273 /* finit_module */, 106 /* delete_module */,
            142 /* reboot */, 224 /* swapon */, 225 /* swapoff */, 265 /* open_by_handle_at */, 264 /* name_to_handle_at */, 60 /* quotactl */, 89 /* acct */,
            170 /* settimeofday */, 112 /* clock_settime */, 266 /* clock_adjtime */, 171 /* adjtimex */, 161 /* sethostname */, 162 /* setdomainname */,
            18 /* lookup_dcookie */, 42 /* nfsservctl */, 58 /* vhangup */, 116 /* syslog */,
            262 /* fanotify_init */, 235 /* mbind */, 239 /* move_pages */, 238 /* migrate_pages */, 237 /* set_mempolicy */,
        ],
        NoSuchCall: [.. s_newWithFallback, 282 /* userfaultfd */]);

    /// <summary>The table of the machine that we run on.</summary>
    public static SystemCallTable Current => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => X64,
        Architecture.Arm64 => Arm64,
        Architecture other => throw new PlatformNotSupportedException($"No system call filter is made for {other}; Mayfly runs on x64 and arm64."),
    };
}
