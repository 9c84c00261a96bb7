using System.Net;
using System.Runtime.CompilerServices;

namespace Mayfly.Sandbox.Networking;

/// <summary>
/// Makes the host forget the connections of one sandbox, so that answers to a former user are not carried to the address's next user.
/// </summary>
internal static class ConnectionTracking
{
    private const ushort Get = 0x101;
    private const ushort Delete = 0x102;
    private const ushort OriginalTuple = 1;
    private const ushort TupleAddresses = 1;
    private const ushort SourceAddress = 1;
    private const ushort Filter = 25;
    private const ushort FilterOriginal = 1;
    private const ushort FilterReply = 2;
    private const uint FilterBySource = 1;
    private const int NoSuchEntry = 2;

    /// <summary>nfgenmsg: family (AF_INET), version, resource.</summary>
    private const uint Header = 2;

    /// <param name="netfilter">A netfilter socket that was opened in the host's namespace.</param>
    /// <param name="source">The sandbox's address.</param>
    public static void Forget(NetlinkSocket netfilter, IPAddress source)
    {
        byte[] address = source.GetAddressBytes();
        List<byte[]> tuples = [];

        // Kernels since 5.8 heed the filter; older ones list everything, so what comes is compared here as well.
        netfilter.Read(
            $"Listing the connections of {source}",
            new NetlinkMessage(Get, NetlinkMessage.Dump)
                .Fixed(Header)
                .Nest(OriginalTuple, tuple => tuple.Nest(TupleAddresses, addresses => addresses.Attribute(SourceAddress, address)))
                .Nest(Filter, filter => filter.Attribute(FilterOriginal, FilterBySource).Attribute(FilterReply, 0u)),
            dump: true,
            (type, payload) =>
            {
                ReadOnlySpan<byte> tuple = NetlinkAttributes.Find(payload[Unsafe.SizeOf<uint>()..], OriginalTuple);
                ReadOnlySpan<byte> found = NetlinkAttributes.Find(NetlinkAttributes.Find(tuple, TupleAddresses), SourceAddress);
                if (found.SequenceEqual(address))
                {
                    tuples.Add(tuple.ToArray());
                }
            });

        foreach (byte[] tuple in tuples)
        {
            int error = netfilter.TryDo(new NetlinkMessage(Delete, NetlinkMessage.Acknowledge)
                .Fixed(Header)
                .Nest(OriginalTuple, content => content.Raw(tuple)));
            if (error is not 0 and not NoSuchEntry)
            {
                throw new Interop.LinuxException($"Forgetting a connection of {source}", error);
            }
        }
    }
}
