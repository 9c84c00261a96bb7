using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Networking;

/// <summary>The few things that slots ask of rtnetlink (rtnetlink(7)), each one message.</summary>
internal static class RouteNetlink
{
    private const ushort NewLink = 16;
    private const ushort DeleteLink = 17;
    private const ushort GetLink = 18;
    private const ushort SetLink = 19;
    private const ushort NewAddress = 20;
    private const ushort GetAddress = 22;
    private const ushort NewRoute = 24;
    private const ushort GetRoute = 26;
    private const ushort NewShaper = 36;

    private const ushort LinkName = 3;
    private const ushort LinkInfo = 18;
    private const ushort LinkInfoKind = 1;
    private const ushort LinkInfoData = 2;
    private const ushort VethPeer = 1;
    private const ushort LinkCounters = 23;
    private const ushort LinkFamilies = 26;
    private const ushort LinkNamespaceDescriptor = 28;
    private const ushort LinkSendQueues = 31;
    private const ushort LinkReceiveQueues = 32;

    private const byte Inet = 2;
    private const byte Inet6 = 10;
    private const ushort InetConfiguration = 1;
    private const ushort Inet6AddressGeneration = 8;
    private const byte AddressGenerationNone = 1;
    private const ushort ForwardingSetting = 1;

    private const uint Up = 1;
    private const byte TableMain = 254;
    private const byte TableLocal = 255;
    private const byte ProtocolBoot = 3;
    private const byte Unicast = 1;
    private const uint RootParent = uint.MaxValue;

    /// <summary>A pair of connected interfaces: one here, the other in the namespace behind <paramref name="peerNamespace"/>.</summary>
    public static void AddVethPair(this NetlinkSocket socket, string name, string peerName, SafeFileHandle peerNamespace) =>
        socket.Do(
            $"Making the network interface pair {name}",
            new NetlinkMessage(NewLink, NetlinkMessage.Create | NetlinkMessage.Exclusive | NetlinkMessage.Acknowledge)
                .Fixed(default(LinkHeader))
                .Attribute(LinkName, name)
                .Attribute(LinkSendQueues, 1u) // the default is a queue for each CPU: memory, for nothing at these rates
                .Attribute(LinkReceiveQueues, 1u)
                .Nest(LinkInfo, info => info
                    .Attribute(LinkInfoKind, "veth")
                    .Nest(LinkInfoData, data => data.Nest(VethPeer, peer => peer
                        .Fixed(default(LinkHeader))
                        .Attribute(LinkName, peerName)
                        .Attribute(LinkSendQueues, 1u)
                        .Attribute(LinkReceiveQueues, 1u)
                        .Attribute(LinkNamespaceDescriptor, (uint)peerNamespace.DangerousGetHandle())))));

    /// <summary>The index of the interface of that name.</summary>
    public static int FindLink(this NetlinkSocket socket, string name)
    {
        int index = 0;
        socket.Read(
            $"Looking up the network interface {name}",
            new NetlinkMessage(GetLink, 0).Fixed(default(LinkHeader)).Attribute(LinkName, name),
            dump: false,
            (type, payload) => index = MemoryMarshal.Read<LinkHeader>(payload).Index);
        return index;
    }

    /// <summary>How many packets have arrived on an interface since it was made.</summary>
    public static ulong CountArrived(this NetlinkSocket socket, int index)
    {
        ulong packets = 0;
        socket.Read(
            $"Reading the counters of network interface {index}",
            new NetlinkMessage(GetLink, 0).Fixed(new LinkHeader { Index = index }),
            dump: false,
            (type, payload) => packets = MemoryMarshal.Read<ulong>(NetlinkAttributes.Find(payload[Unsafe.SizeOf<LinkHeader>()..], LinkCounters)));
        return packets;
    }

    /// <summary>Every interface's name and index.</summary>
    public static IReadOnlyDictionary<string, int> ListLinks(this NetlinkSocket socket)
    {
        Dictionary<string, int> links = [];
        socket.Read(
            "Listing network interfaces",
            new NetlinkMessage(GetLink, NetlinkMessage.Dump).Fixed(default(LinkHeader)),
            dump: true,
            (type, payload) =>
            {
                ReadOnlySpan<byte> name = NetlinkAttributes.Find(payload[Unsafe.SizeOf<LinkHeader>()..], LinkName);
                links[Encoding.UTF8.GetString(name.TrimEnd((byte)0))] = MemoryMarshal.Read<LinkHeader>(payload).Index;
            });
        return links;
    }

    /// <summary>Switches an interface on. It gets no IPv6 address; packets that arrive on it are passed on only if <paramref name="forwarding"/>.</summary>
    public static void SetUp(this NetlinkSocket socket, int index, bool forwarding = false)
    {
        const int FamilyNotSupported = 97;
        int error = socket.TryDo(SetUpMessage(index, forwarding, inet6: true));
        if (error == FamilyNotSupported) // the kernel was booted without IPv6
        {
            error = socket.TryDo(SetUpMessage(index, forwarding, inet6: false));
        }

        if (error != 0)
        {
            throw new LinuxException($"Switching on network interface {index}", error);
        }
    }

    /// <summary>Switches on a namespace's own loopback, which has index 1 everywhere.</summary>
    public static void SetLoopbackUp(this NetlinkSocket socket) =>
        socket.Do(
            "Switching on the loopback interface",
            new NetlinkMessage(SetLink, NetlinkMessage.Acknowledge).Fixed(new LinkHeader { Index = 1, Flags = Up, Change = Up }));

    public static void AddAddress(this NetlinkSocket socket, int index, IPAddress address, byte prefixLength)
    {
        byte[] bytes = address.GetAddressBytes();
        socket.Do(
            $"Giving network interface {index} the address {address}/{prefixLength}",
            new NetlinkMessage(NewAddress, NetlinkMessage.Create | NetlinkMessage.Exclusive | NetlinkMessage.Acknowledge)
                .Fixed(new AddressHeader { Family = Inet, PrefixLength = prefixLength, Index = index })
                .Attribute(1, bytes)
                .Attribute(2, bytes));
    }

    /// <summary>Every IPv4 address of the namespace itself.</summary>
    public static IReadOnlyList<IPAddress> ListAddresses(this NetlinkSocket socket)
    {
        List<IPAddress> addresses = [];
        socket.Read(
            "Listing addresses",
            new NetlinkMessage(GetAddress, NetlinkMessage.Dump).Fixed(new AddressHeader { Family = Inet }),
            dump: true,
            (type, payload) =>
            {
                ReadOnlySpan<byte> local = NetlinkAttributes.Find(payload[Unsafe.SizeOf<AddressHeader>()..], 2);
                if (local.Length == 4)
                {
                    addresses.Add(new IPAddress(local));
                }
            });
        return addresses;
    }

    public static void AddDefaultRoute(this NetlinkSocket socket, IPAddress gateway) =>
        socket.Do(
            $"Setting the default route by {gateway}",
            new NetlinkMessage(NewRoute, NetlinkMessage.Create | NetlinkMessage.Exclusive | NetlinkMessage.Acknowledge)
                .Fixed(new RouteHeader { Family = Inet, Table = TableMain, Protocol = ProtocolBoot, Type = Unicast })
                .Attribute(5, gateway.GetAddressBytes()));

    /// <summary>Every IPv4 route of every table but the kernel's own table of local addresses.</summary>
    public static IReadOnlyList<NetworkRoute> ListRoutes(this NetlinkSocket socket)
    {
        List<NetworkRoute> routes = [];
        socket.Read(
            "Listing routes",
            new NetlinkMessage(GetRoute, NetlinkMessage.Dump).Fixed(new RouteHeader { Family = Inet }),
            dump: true,
            (type, payload) =>
            {
                RouteHeader header = MemoryMarshal.Read<RouteHeader>(payload);
                ReadOnlySpan<byte> attributes = payload[Unsafe.SizeOf<RouteHeader>()..];
                ReadOnlySpan<byte> destination = NetlinkAttributes.Find(attributes, 1);
                ReadOnlySpan<byte> output = NetlinkAttributes.Find(attributes, 4);
                if (header.Family == Inet && header.Table != TableLocal)
                {
                    routes.Add(new NetworkRoute(
                        new IPNetwork(destination.Length == 4 ? new IPAddress(destination) : IPAddress.Any, header.DestinationLength),
                        output.Length == 4 ? MemoryMarshal.Read<int>(output) : 0));
                }
            });
        return routes;
    }

    /// <summary>Removes an interface, and its peer with it. Answers false if there is none of that index.</summary>
    public static bool RemoveLink(this NetlinkSocket socket, int index)
    {
        const int NoSuchDevice = 19;
        int error = socket.TryDo(new NetlinkMessage(DeleteLink, NetlinkMessage.Acknowledge).Fixed(new LinkHeader { Index = index }));
        return error switch
        {
            0 => true,
            NoSuchDevice => false,
            _ => throw new LinuxException($"Removing network interface {index}", error),
        };
    }

    /// <summary>Limits what leaves by an interface, by a token bucket (tc-tbf(8)): put there, or changed in place.</summary>
    public static void SetRate(this NetlinkSocket socket, int index, TokenBucket bucket)
    {
        TokenBucketOptions parameters = bucket.ToOptions();
        socket.Do(
            $"Limiting network interface {index} to {bucket.BytesPerSecond} bytes/s",
            new NetlinkMessage(NewShaper, NetlinkMessage.Create | NetlinkMessage.Replace | NetlinkMessage.Acknowledge)
                .Fixed(new ShaperHeader { Index = index, Handle = 0x10000, Parent = RootParent })
                .Attribute(1, "tbf")
                .Nest(2, options => options
                    .Attribute(1, MemoryMarshal.AsBytes(new ReadOnlySpan<TokenBucketOptions>(in parameters)))
                    .Attribute(6, bucket.BurstBytes)));
    }

    private static NetlinkMessage SetUpMessage(int index, bool forwarding, bool inet6) =>
        new NetlinkMessage(SetLink, NetlinkMessage.Acknowledge)
            .Fixed(new LinkHeader { Index = index, Flags = Up, Change = Up })
            .Nest(LinkFamilies, families =>
            {
                _ = families.Nest(Inet, inet => inet.Nest(InetConfiguration, settings => settings.Attribute(ForwardingSetting, forwarding ? 1u : 0u)));
                if (inet6)
                {
                    _ = families.Nest(Inet6, settings => settings.Attribute(Inet6AddressGeneration, AddressGenerationNone));
                }
            });
}
