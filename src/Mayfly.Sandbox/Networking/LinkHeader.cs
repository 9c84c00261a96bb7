using System.Runtime.InteropServices;

namespace Mayfly.Sandbox.Networking;

/// <summary>rtnetlink's <c>ifinfomsg</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LinkHeader
{
    public byte Family;
    private readonly byte _pad;
    public ushort Type;
    public int Index;
    public uint Flags;
    public uint Change;
}
