using System.Net;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Networking;

/// <summary>
/// The host's side of the sandboxes' networks: interfaces, firewall, forwarding. Used on the thread that lives in the host's namespace. Everything
/// it adds to the host carries the server's name, and <see cref="Restore"/> takes all of it away again.
/// </summary>
internal sealed class HostNetwork : IDisposable
{
    private readonly string _instance;
    private readonly string _resolvConf;
    private readonly IReadOnlyList<string> _nameServerFiles;
    private readonly Forwarding _forwarding;
    private readonly NetlinkSocket _netfilter = NetlinkSocket.Open(NetlinkSocket.Netfilter);
    private FirewallRules? _rules;

    public HostNetwork(SandboxHostOptions options, IReadOnlyList<string> nameServerFiles)
    {
        _ = Directory.CreateDirectory(options.RuntimeDirectory);
        _instance = options.Instance;
        _resolvConf = Path.Combine(options.RuntimeDirectory, "resolv.conf");
        _nameServerFiles = nameServerFiles;
        _forwarding = new Forwarding(options.RuntimeDirectory);
        File.WriteAllText(_resolvConf, "");
    }

    public NetlinkSocket Route { get; } = NetlinkSocket.Open(NetlinkSocket.Route);

    /// <summary>Where the sandboxes' resolv.conf is; rewritten in place when the host's name servers change, so that running sandboxes see it.</summary>
    public string ResolvConf => _resolvConf;

    public AddressRange? Range { get; private set; }

    public IReadOnlyList<IPAddress> NameServers { get; private set; } = [];

    /// <summary>Interfaces on which forwarding is on for the sandboxes' sake.</summary>
    public IReadOnlyList<string> OpenedInterfaces => _forwarding.Changed;

    /// <summary>Sets up NAT; answers why it cannot be, or null.</summary>
    public string? Open()
    {
        Range = AddressRange.Choose(_instance, Route.ListRoutes());
        return Range is null
            ? "the host has routes into every private address range, so that none is left for sandboxes"
            : Refresh();
    }

    /// <summary>Follows changes of the host's interfaces, routes and name servers; answers what went wrong, or null.</summary>
    public string? Refresh()
    {
        Dictionary<int, string> links = Route.ListLinks().ToDictionary(link => link.Value, link => link.Key);
        IEnumerable<string> uplinks = Route.ListRoutes()
            .Select(route => links.GetValueOrDefault(route.InterfaceIndex, "lo"))
            .Where(name => name != "lo" && !name.StartsWith(FirewallRules.AnyPrefix, StringComparison.Ordinal))
            .Distinct();

        // The rules come first: between the two steps nothing of others' may pass.
        string[] opening = [.. Forwarding.FindClosed(uplinks)];
        FirewallRules wanted = new(_instance, Range!, [.. _forwarding.Changed.Union(opening).Order(StringComparer.Ordinal)]);
        if (_rules is null || !wanted.OpenedInterfaces.SequenceEqual(_rules.OpenedInterfaces))
        {
            string? failure = Nft.Run(wanted.ToScript());
            if (failure is not null)
            {
                return failure;
            }

            _rules = wanted;
            _forwarding.Enable(opening);
        }

        NameServers servers = Networking.NameServers.Read(_nameServerFiles, Route.ListAddresses());
        if (File.ReadAllText(_resolvConf) != servers.ToResolvConf())
        {
            File.WriteAllText(_resolvConf, servers.ToResolvConf());
        }

        NameServers = servers.Usable;
        return null;
    }

    /// <summary>Other tables' chains that drop what is passed on unless they know it, as "ip filter FORWARD": our accepting does not overrule them.</summary>
    public static IReadOnlyList<string> FindClosedFirewalls() => NftChains.DroppingForward(Nft.List("chains"));

    /// <summary>Connects a namespace to the host by pair <paramref name="number"/>; answers the index of the host's end.</summary>
    public int Connect(int number, SafeFileHandle peerNamespace)
    {
        string name = LinkName(number);
        Route.AddVethPair(name, NetworkSlotMaker.InsideName, peerNamespace);
        int index = Route.FindLink(name);
        Route.SetUp(index, forwarding: true);
        Route.AddAddress(index, Range!.HostSide(number), 31);
        return index;
    }

    /// <summary>Takes away the host's end of a pair, and with it the sandbox's.</summary>
    public void Disconnect(int number)
    {
        if (Route.ListLinks().TryGetValue(LinkName(number), out int index))
        {
            _ = Route.RemoveLink(index);
        }
    }

    public void Forget(IPAddress sandbox) => ConnectionTracking.Forget(_netfilter, sandbox);

    /// <summary>Takes everything of this server's name away: at the end, and at the start what a killed one left. Answers how many interfaces those were.</summary>
    public int Restore()
    {
        string prefix = FirewallRules.PrefixOf(_instance);
        int removed = Route.ListLinks().Count(link => link.Key.StartsWith(prefix, StringComparison.Ordinal) && Route.RemoveLink(link.Value));
        string table = FirewallRules.TableOf(_instance);
        _ = Nft.Run($"add table inet {table}\ndelete table inet {table}\n"); // adding first makes deleting succeed either way
        _rules = null;
        _forwarding.Restore();
        return removed;
    }

    public void Dispose()
    {
        Route.Dispose();
        _netfilter.Dispose();
        File.Delete(_resolvConf);
    }

    private string LinkName(int number) => $"{FirewallRules.PrefixOf(_instance)}{number:x}";
}
