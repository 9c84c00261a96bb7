using System.Runtime.InteropServices;

namespace Mayfly.Sandbox.Networking;

/// <summary>rtnetlink's <c>rtmsg</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RouteHeader
{
    public byte Family;
    public byte DestinationLength;
    public byte SourceLength;
    public byte TypeOfService;
    public byte Table;
    public byte Protocol;
    public byte Scope;
    public byte Type;
    public uint Flags;
}
