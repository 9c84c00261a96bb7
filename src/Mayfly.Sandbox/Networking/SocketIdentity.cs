using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mayfly.Sandbox.Networking;

/// <summary>sock_diag's <c>inet_diag_req_v2</c>: which sockets are meant, or which one.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SocketIdentity
{
    public byte Family;
    public byte Protocol;
    public byte Extensions;
    private readonly byte _pad;

    /// <summary>A bit for each TCP state.</summary>
    public uint States;

    /// <summary>The kernel's <c>inet_diag_sockid</c>: ports, addresses, interface, cookie.</summary>
    public Name Id;

    /// <summary>48 bytes that we only hand back.</summary>
    [InlineArray(48)]
    internal struct Name
    {
        private byte _first;
    }
}
