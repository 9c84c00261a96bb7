using System.Runtime.InteropServices;

namespace Mayfly.Sandbox.Scratch;

/// <summary>The kernel's <c>loop_config</c>, of which we fill in three fields; the rest is zero.</summary>
[StructLayout(LayoutKind.Explicit, Size = 304)]
internal struct LoopConfiguration
{
    /// <summary>The backing file's descriptor.</summary>
    [FieldOffset(0)]
    public uint File;

    [FieldOffset(4)]
    public uint BlockSize;

    /// <summary>lo_flags of the <c>loop_info64</c> inside.</summary>
    [FieldOffset(8 + 52)]
    public uint Flags;
}
