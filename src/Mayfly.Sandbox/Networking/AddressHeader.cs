using System.Runtime.InteropServices;

namespace Mayfly.Sandbox.Networking;

/// <summary>rtnetlink's <c>ifaddrmsg</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AddressHeader
{
    public byte Family;
    public byte PrefixLength;
    public byte Flags;
    public byte Scope;
    public int Index;
}
