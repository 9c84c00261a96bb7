namespace Mayfly.Sandbox.Networking;

/// <summary>
/// Ends what TCP keeps after the last process of a sandbox is gone: connections that still say goodbye, or wait so that late packets find nobody.
/// Otherwise the namespace's next user would find ports taken, and packets of another's connections.
/// </summary>
internal static class SocketRemains
{
    private const ushort ByFamily = 20;
    private const ushort Destroy = 21;
    private const int MessageIdOffset = 4;
    private const int MessageIdLength = 48;
    private const int NoSuchEntry = 2;

    private static readonly byte[] _families = [2, 10];
    private static readonly byte[] _protocols = [6, 17];

    /// <summary>Destroys every TCP and UDP socket of the namespace; answers whether none is left.</summary>
    /// <param name="diagnostics">A socket-diagnostics socket that was opened in that namespace.</param>
    public static bool Clear(NetlinkSocket diagnostics)
    {
        List<SocketIdentity> remains = List(diagnostics);
        bool clean = true;
        foreach (SocketIdentity socket in remains)
        {
            int error = diagnostics.TryDo(new NetlinkMessage(Destroy, NetlinkMessage.Acknowledge).Fixed(socket));
            clean &= error is 0 or NoSuchEntry;
        }

        return clean && (remains.Count == 0 || List(diagnostics).Count == 0);
    }

    private static List<SocketIdentity> List(NetlinkSocket diagnostics)
    {
        List<SocketIdentity> sockets = [];
        foreach (byte family in _families)
        {
            foreach (byte protocol in _protocols)
            {
                SocketIdentity all = new() { Family = family, Protocol = protocol, States = uint.MaxValue };
                diagnostics.Read("Listing sockets", new NetlinkMessage(ByFamily, NetlinkMessage.Dump).Fixed(all), dump: true, (type, payload) =>
                {
                    SocketIdentity one = all;
                    payload.Slice(MessageIdOffset, MessageIdLength).CopyTo(one.Id);
                    sockets.Add(one);
                });
            }
        }

        return sockets;
    }
}
