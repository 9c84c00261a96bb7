using System.Net;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Networking;

/// <summary>
/// A network for one sandbox at a time: a namespace with its loopback up and, with NAT, an <c>eth0</c>. The namespace belongs to the host's user
/// namespace, so no process of a sandbox has rights over it. It has no name on disk: it lives as long as we hold it, and cannot outlive us.
/// </summary>
internal sealed class NetworkSlot : IDisposable
{
    private readonly NamespaceHandles _namespace;
    private readonly NetworkLink? _link;
    private TokenBucket? _rate;

    public NetworkSlot(NamespaceHandles handles, NetworkLink? link, string resolvConf)
    {
        _namespace = handles;
        _link = link;
        ResolvConf = resolvConf;
        NamespacePath = NetworkNamespace.PathOf(handles.Namespace);
    }

    /// <summary>For setns(2), by us.</summary>
    public SafeFileHandle Handle => _namespace.Namespace;

    /// <summary>For setns(2), by any process of root's while this server runs.</summary>
    public string NamespacePath { get; }

    /// <summary>A file of the host to show as /etc/resolv.conf.</summary>
    public string ResolvConf { get; }

    /// <summary>The sandbox's address; null without NAT.</summary>
    public IPAddress? Address => _link?.Address;

    /// <summary>The host's side; null without NAT.</summary>
    internal NetworkLink? Link => _link;

    internal NetlinkSocket Diagnostics => _namespace.Diagnostics;

    internal SocketCounters Sockets => _namespace.Sockets;

    /// <summary>Packets that former users had sent, all told; see <see cref="NetworkSlotMaker"/>.</summary>
    internal ulong SentBefore { get; set; }

    /// <summary>Limits both directions as a memory size deserves (<see cref="ResourceShares.NetworkBitsPerSecond"/>). Some microseconds.</summary>
    public void SetRate(int memoryMb)
    {
        TokenBucket wanted = TokenBucket.For(memoryMb);
        if (_link is null || wanted == _rate)
        {
            return;
        }

        _rate = null;
        _link.Host.SetRate(_link.HostIndex, wanted); // what leaves the host's side arrives in the sandbox
        _namespace.Route.SetRate(_link.InsideIndex, wanted);
        _rate = wanted;
    }

    public void Dispose() => _namespace.Dispose();
}
