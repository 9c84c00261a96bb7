namespace Mayfly.Sandbox.Networking;

/// <summary>
/// The nftables table of one server. It matches interfaces by the beginning of their name, so it is loaded once and no sandbox adds to it.
/// Every chain lets pass what is not a sandbox's; it never widens what the host's other tables allow.
/// </summary>
/// <param name="Instance">The server's name.</param>
/// <param name="Range">The addresses of its sandboxes.</param>
/// <param name="OpenedInterfaces">Interfaces on which forwarding was off before: only sandboxes' packets may make use of it.</param>
internal sealed record FirewallRules(string Instance, AddressRange Range, IReadOnlyList<string> OpenedInterfaces)
{
    /// <summary>How the interfaces of every server on this machine begin.</summary>
    public const string AnyPrefix = "mf";

    public string Table => TableOf(Instance);

    public static string TableOf(string instance) => $"mayfly_{instance}";

    /// <summary>How the interfaces of this server begin. The dash ends the name, so that "a" does not match the interfaces of "ab".</summary>
    public static string PrefixOf(string instance) => $"{AnyPrefix}{instance}-";

    /// <summary>An nft script that puts the table in place of a former one, in one step.</summary>
    public string ToScript()
    {
        string own = $"\"{PrefixOf(Instance)}*\"";
        string any = $"\"{AnyPrefix}*\"";
        string opened = string.Concat(OpenedInterfaces.Select(name => $"    iifname \"{name}\" oifname != {any} ct state new ct status ! dnat counter drop comment \"only sandboxes may use the forwarding that was switched on for them\"\n"));
        return $$"""
            add table inet {{Table}}
            delete table inet {{Table}}
            table inet {{Table}} {
              chain arriving {
                type filter hook prerouting priority raw; policy accept;
                iifname {{own}} meta nfproto ipv6 counter drop comment "sandboxes have IPv4 only"
                iifname {{own}} fib saddr . iif oif missing counter drop comment "an address that is not this sandbox's own"
              }
              chain to_host {
                type filter hook input priority filter; policy accept;
                iifname {{own}} counter drop comment "the host itself, whatever its address"
              }
              chain passing {
                type filter hook forward priority filter; policy accept;
                iifname {{own}} jump from_sandbox
                oifname {{own}} jump to_sandbox
            {{opened}}  }
              chain from_sandbox {
                oifname {{any}} counter drop comment "sandboxes, of this server or another"
                ip daddr { 0.0.0.0/8, 127.0.0.0/8, 169.254.0.0/16, 224.0.0.0/3 } counter drop comment "link-local: metadata services; multicast, broadcast"
                ip daddr 100.100.100.200 counter drop comment "a cloud's metadata service that is not link-local"
                ip daddr 168.63.129.16 tcp dport { 80, 32526 } counter drop comment "the same of another cloud, whose name service stays open"
                ct status dnat counter drop comment "ports of the host that it passes on to its own containers"
                accept
              }
              chain to_sandbox {
                ct state established,related accept
                counter drop comment "nobody outside opens a connection to a sandbox"
              }
              chain leaving {
                type nat hook postrouting priority srcnat; policy accept;
                ip saddr {{Range.Network}} oifname != {{any}} masquerade
              }
            }

            """;
    }
}
