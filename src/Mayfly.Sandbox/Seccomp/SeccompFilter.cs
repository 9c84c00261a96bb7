using System.Buffers.Binary;
using static Mayfly.Sandbox.Seccomp.BpfInstruction;

namespace Mayfly.Sandbox.Seccomp;

/// <summary>
/// The system call filter of every sandbox: what an ordinary program needs passes; privileged calls, doors into rarely used kernel code, and
/// calls newer than the list do not. It is the last of several walls: a process inside has no capabilities either.
/// </summary>
internal static class SeccompFilter
{
    // offsets into struct seccomp_data; arguments are 64-bit, little-endian on both architectures
    private const uint NumberOffset = 0;
    private const uint ArchitectureOffset = 4;
    private const uint ArgumentsOffset = 16;

    private const uint NewNamespaceFlags =
        0x00020000 /* NEWNS */ | 0x02000000 /* NEWCGROUP */ | 0x04000000 /* NEWUTS */ | 0x08000000 /* NEWIPC */ |
        0x10000000 /* NEWUSER */ | 0x20000000 /* NEWPID */ | 0x40000000 /* NEWNET */;

    /// <summary>The program, in the kernel's layout, as bubblewrap's --seccomp takes it.</summary>
    public static byte[] Bytes(SystemCallTable table)
    {
        IReadOnlyList<BpfInstruction> program = Program(table);
        byte[] bytes = new byte[program.Count * 8];
        for (int i = 0; i < program.Count; i++)
        {
            Span<byte> at = bytes.AsSpan(i * 8, 8);
            BinaryPrimitives.WriteUInt16LittleEndian(at, program[i].Code);
            at[2] = program[i].JumpTrue;
            at[3] = program[i].JumpFalse;
            BinaryPrimitives.WriteUInt32LittleEndian(at[4..], program[i].Constant);
        }

        return bytes;
    }

    public static IReadOnlyList<BpfInstruction> Program(SystemCallTable table)
    {
        List<BpfInstruction> program =
        [
            // a program of another architecture (32-bit, too) numbers its calls differently: none of them exists
            Load(ArchitectureOffset),
            IfEqual(table.AuditArchitecture, 1, 0),
            Answer(SeccompAction.NoSuchCall),
            // covers x32, whose numbers start at 2^30, as well
            Load(NumberOffset),
            IfAtLeast(SystemCallTable.FirstUnknown, 0, 1),
            Answer(SeccompAction.NoSuchCall),
        ];
        foreach (uint number in table.NotPermitted)
        {
            program.AddRange([IfEqual(number, 0, 1), Answer(SeccompAction.NotPermitted)]);
        }

        foreach (uint number in table.NoSuchCall)
        {
            program.AddRange([IfEqual(number, 0, 1), Answer(SeccompAction.NoSuchCall)]);
        }

        Judge(program, table.CloneCall, Clone());
        Judge(program, table.Personality, Personality());
        Judge(program, table.Socket, Socket());
        Judge(program, table.SocketPair, SocketPair());
        Judge(program, table.Ioctl, Ioctl());
        program.Add(Answer(SeccompAction.Allow));
        return program;
    }

    /// <summary>Puts a block before whose start the number is loaded, and which always answers.</summary>
    private static void Judge(List<BpfInstruction> program, uint number, List<BpfInstruction> block)
    {
        program.Add(IfEqual(number, 0, checked((byte)block.Count)));
        program.AddRange(block);
    }

    private static uint LowHalfOf(int argument) => ArgumentsOffset + (8 * (uint)argument);

    /// <summary>Threads and processes, but no namespaces. (CLONE_NEWTIME cannot be asked of clone; its bit belongs to the exit signal.)</summary>
    private static List<BpfInstruction> Clone() =>
    [
        Load(LowHalfOf(0)),
        IfAnyBit(NewNamespaceFlags, 0, 1),
        Answer(SeccompAction.NotPermitted),
        Answer(SeccompAction.Allow),
    ];

    /// <summary>Asking (0xFFFFFFFF), Linux as it is, and UNAME26; none that weakens address space randomisation.</summary>
    private static List<BpfInstruction> Personality() =>
    [
        Load(LowHalfOf(0)),
        IfEqual(0, 3, 0),
        IfEqual(0x0020000, 2, 0),
        IfEqual(0xFFFFFFFF, 1, 0),
        Answer(SeccompAction.NotPermitted),
        Answer(SeccompAction.Allow),
    ];

    /// <summary>
    /// Unix, IPv4 and IPv6 with TCP and UDP, and of netlink only routing, which getifaddrs and name resolution read.
    /// No raw or packet sockets, and no families or protocols whose kernel modules would be loaded for the asking.
    /// </summary>
    private static List<BpfInstruction> Socket() =>
    [
        Load(LowHalfOf(0)),
        IfEqual(1 /* AF_UNIX */, 16, 0),
        IfEqual(16 /* AF_NETLINK */, 11, 0),
        IfEqual(2 /* AF_INET */, 2, 0),
        IfEqual(10 /* AF_INET6 */, 1, 0),
        Answer(SeccompAction.NoSuchFamily),
        Load(LowHalfOf(1)),
        Mask(0xF),
        IfEqual(3 /* SOCK_RAW */, 8, 0),
        IfEqual(10 /* SOCK_PACKET */, 7, 0),
        Load(LowHalfOf(2)),
        IfEqual(0 /* the family's own */, 6, 0),
        IfEqual(6 /* TCP */, 5, 0),
        IfEqual(17 /* UDP */, 4, 2),
        Load(LowHalfOf(2)),
        IfEqual(0 /* NETLINK_ROUTE */, 2, 0),
        Answer(SeccompAction.NoSuchProtocol),
        Answer(SeccompAction.NotPermitted),
        Answer(SeccompAction.Allow),
    ];

    private static List<BpfInstruction> SocketPair() =>
    [
        Load(LowHalfOf(0)),
        IfEqual(1 /* AF_UNIX */, 1, 0),
        Answer(SeccompAction.NoSuchFamily),
        Answer(SeccompAction.Allow),
    ];

    /// <summary>All but typing into a terminal (TIOCSTI) and the console's selection (TIOCLINUX).</summary>
    private static List<BpfInstruction> Ioctl() =>
    [
        Load(LowHalfOf(1)),
        IfEqual(0x5412, 1, 0),
        IfEqual(0x541C, 0, 1),
        Answer(SeccompAction.NotPermitted),
        Answer(SeccompAction.Allow),
    ];
}
