using System.Buffers.Binary;
using System.Net;

namespace Mayfly.Sandbox.Networking;

/// <summary>
/// The private /16 out of which sandboxes get their addresses: 32,768 pairs (a /31 each, RFC 3021), the even one for the host's side, the odd one
/// for the sandbox's.
/// </summary>
internal sealed record AddressRange(IPNetwork Network)
{
    /// <summary>How many slots there are addresses for.</summary>
    public const int Pairs = 32768;

    /// <summary>
    /// Picks a /16 that no route of the host touches. First choice is the range for addresses that are never seen outside a provider's network
    /// (100.64.0.0/10, RFC 6598), then the private ranges of RFC 1918. The instance's name decides where the search starts, so that two servers
    /// that start at one time do not choose alike. Answers null if the host has routes to all of them.
    /// </summary>
    public static AddressRange? Choose(string instance, IEnumerable<NetworkRoute> routes)
    {
        IPNetwork[] taken = [.. routes.Select(route => route.Destination).Where(destination => destination.PrefixLength > 0)];
        int start = instance.Aggregate(17, (sum, letter) => (sum * 31) + letter) & int.MaxValue;
        return Candidates(100, 64, 64, start).Concat(Candidates(172, 16, 16, start)).Concat(Candidates(10, 0, 256, start))
            .Where(candidate => !taken.Any(route => route.Contains(candidate.BaseAddress) || candidate.Contains(route.BaseAddress)))
            .Select(candidate => new AddressRange(candidate))
            .FirstOrDefault();
    }

    /// <summary>The host's address of pair <paramref name="number"/>.</summary>
    public IPAddress HostSide(int number) => Address(2 * number);

    /// <summary>The sandbox's address of pair <paramref name="number"/>.</summary>
    public IPAddress SandboxSide(int number) => Address((2 * number) + 1);

    private static IEnumerable<IPNetwork> Candidates(byte first, byte second, int count, int start) =>
        Enumerable.Range(0, count).Select(step => new IPNetwork(new IPAddress([first, (byte)(second + ((start + step) % count)), 0, 0]), 16));

    private IPAddress Address(int offset)
    {
        Span<byte> bytes = Network.BaseAddress.GetAddressBytes();
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], (ushort)offset);
        return new IPAddress(bytes);
    }
}
