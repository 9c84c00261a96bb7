using System.Runtime.InteropServices;

namespace Mayfly.Sandbox.Networking;

/// <summary>rtnetlink's <c>tcmsg</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ShaperHeader
{
    public byte Family;
    private readonly byte _pad1;
    private readonly ushort _pad2;
    public int Index;
    public uint Handle;
    public uint Parent;
    public uint Info;
}
