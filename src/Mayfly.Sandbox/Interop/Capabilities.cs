using System.Buffers.Binary;

namespace Mayfly.Sandbox.Interop;

/// <summary>capget(2), and the arguments of capset(2), version 3.</summary>
internal static unsafe class Capabilities
{
    private const uint Version = 0x20080522;
    private const uint Kill = 1 << 5;

    /// <summary>struct __user_cap_header_struct for the calling thread.</summary>
    public static byte[] Header { get; } = MakeHeader();

    /// <summary>What this process may have is kept; only CAP_KILL is in effect. struct __user_cap_data_struct, twice.</summary>
    public static byte[] OnlyKill { get; } = MakeOnlyKill();

    private static byte[] MakeHeader()
    {
        byte[] header = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(header, Version);
        return header;
    }

    private static byte[] MakeOnlyKill()
    {
        byte[] data = new byte[24];
        fixed (byte* header = MakeHeader(), start = data)
        {
            if (Syscall.Call(SystemCalls.CapGet, (nint)header, (nint)start) != 0)
            {
                throw LinuxException.FromLastError("capget");
            }
        }

        // effective, permitted, inheritable; the low half, then the high half
        BinaryPrimitives.WriteUInt32LittleEndian(data, Kill & BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan(4)));
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(12), 0);
        return data;
    }
}
