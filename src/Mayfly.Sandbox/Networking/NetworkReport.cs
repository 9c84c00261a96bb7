namespace Mayfly.Sandbox.Networking;

/// <summary>What the machine's network gives to sandboxes, in sentences for the operator.</summary>
internal sealed record NetworkReport(SandboxNetwork Network, IReadOnlyList<string> Enforced, IReadOnlyList<string> Missing)
{
    private const string OwnNamespace = "Network: each sandbox has a network namespace of its own.";

    public static NetworkReport None() => new(SandboxNetwork.None, [OwnNamespace, "Network: sandboxes reach nothing but their own loopback, as configured."], []);

    public static NetworkReport Failed(string reason) => new(
        SandboxNetwork.None,
        [OwnNamespace],
        [$"Network: sandboxes reach nothing but their own loopback, because NAT could not be set up: {reason}. Functions that call other services will fail. "
            + "Run as root, install nftables, and use a kernel with veth, nf_tables and NAT; or choose no network to be rid of this line."]);

    public static NetworkReport Nat(HostNetwork host)
    {
        List<string> enforced =
        [
            OwnNamespace,
            $"Network: sandboxes reach the outside by NAT, out of {host.Range!.Network}; never this machine, link-local addresses (cloud metadata) or other sandboxes.",
            $"Network: the rate of each sandbox, each way, follows its memory: {ResourceShares.NetworkBitsPerSecond(ResourceShares.MemoryMbPerVirtualCpu) / 1_000_000} Mbit/s at {ResourceShares.MemoryMbPerVirtualCpu} MB.",
        ];
        if (host.OpenedInterfaces.Count > 0)
        {
            enforced.Add($"Network: packet forwarding is on for {string.Join(", ", host.OpenedInterfaces)} while the server runs, for sandboxes only.");
        }

        List<string> missing = [];
        if (host.NameServers.Count == 0)
        {
            missing.Add("Network: names do not resolve in sandboxes, because every name server in /etc/resolv.conf is on this machine itself or link-local, "
                + "and both are closed to sandboxes. Name another server there, or one known to systemd-resolved.");
        }

        missing.AddRange(HostNetwork.FindClosedFirewalls().Select(chain =>
            $"Network: the firewall chain '{chain}' drops forwarded packets unless one of its own rules accepts them, so functions may not reach the network. "
            + "Accept there what comes in from interfaces mf*, and established connections out to them."));
        return new NetworkReport(SandboxNetwork.Nat, enforced, missing);
    }
}
