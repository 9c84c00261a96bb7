using System.Net;

namespace Mayfly.Sandbox.Networking;

/// <summary>A slot's connection to the host: which of the pairs of addresses it has, and the two ends of its cable.</summary>
/// <param name="Number">The pair of addresses; also part of the host side's name.</param>
/// <param name="Address">The sandbox's address.</param>
/// <param name="Host">A route socket in the host's namespace.</param>
/// <param name="HostIndex">The host's end, as an interface index there.</param>
/// <param name="InsideIndex">The sandbox's end, as an interface index in its namespace.</param>
internal sealed record NetworkLink(int Number, IPAddress Address, NetlinkSocket Host, int HostIndex, int InsideIndex);
