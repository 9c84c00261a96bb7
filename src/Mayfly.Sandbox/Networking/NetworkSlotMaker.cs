using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Networking;

/// <summary>Makes slots, cleans them between users, and takes them apart. Used on one thread, the one that works in the host's namespace.</summary>
/// <param name="home">The namespace of that thread.</param>
internal sealed class NetworkSlotMaker(HostNetwork host, SafeFileHandle home, bool nat)
{
    /// <summary>What the outside is called in a sandbox.</summary>
    public const string InsideName = "eth0";

    /// <summary>What most functions have; a slot of another size changes its rate when it is taken.</summary>
    private const int UsualMemoryMb = 128;

    private readonly Queue<int> _freeNumbers = [];
    private int _nextNumber;

    public NetworkSlot Make()
    {
        // TCP would keep what it learned about a peer for the namespace's next user: it must not learn
        NamespaceHandles handles = NetworkNamespace.Make(home, ("ipv4/tcp_no_metrics_save", "1"), ("ipv4/tcp_fastopen", "0"));
        int number = -1;
        try
        {
            handles.Route.SetLoopbackUp();
            if (!nat)
            {
                return new NetworkSlot(handles, null, host.ResolvConf);
            }

            number = TakeNumber();
            NetworkSlot slot = new(handles, Connect(number, handles.Namespace, handles.Route), host.ResolvConf);
            slot.SetRate(UsualMemoryMb);
            return slot;
        }
        catch
        {
            handles.Dispose();
            if (number >= 0)
            {
                host.Disconnect(number);
                _freeNumbers.Enqueue(number);
            }

            throw;
        }
    }

    /// <summary>
    /// Makes a slot whose processes have all ended as good as new. Answers false if something of its former user stays: it must then be taken apart.
    /// </summary>
    public bool Clean(NetworkSlot slot)
    {
        if (!slot.Sockets.AreZero && !SocketRemains.Clear(slot.Diagnostics))
        {
            return false;
        }

        if (slot.Link is not null)
        {
            ForgetConnections(slot, slot.Link);
        }

        NetworkNamespace.Set(slot.Handle, home, "ipv4/route/flush", "1"); // packet sizes and redirects learned for single destinations
        return true;
    }

    public void TakeApart(NetworkSlot slot)
    {
        if (slot.Link is not null)
        {
            _ = host.Route.RemoveLink(slot.Link.HostIndex);
            _freeNumbers.Enqueue(slot.Link.Number);
        }

        slot.Dispose();
    }

    /// <summary>Listing connections walks the host's whole table, some milliseconds: only for who has sent something, which many functions never do.</summary>
    private void ForgetConnections(NetworkSlot slot, NetworkLink link)
    {
        ulong sent = host.Route.CountArrived(link.HostIndex);
        if (sent != slot.SentBefore)
        {
            host.Forget(link.Address);
            slot.SentBefore = sent;
        }
    }

    private NetworkLink Connect(int number, SafeFileHandle handle, NetlinkSocket inside)
    {
        int hostIndex = host.Connect(number, handle);
        int insideIndex = inside.FindLink(InsideName);
        inside.SetUp(insideIndex);
        inside.AddAddress(insideIndex, host.Range!.SandboxSide(number), 31);
        inside.AddDefaultRoute(host.Range.HostSide(number));
        return new NetworkLink(number, host.Range.SandboxSide(number), host.Route, hostIndex, insideIndex);
    }

    /// <summary>New numbers first, then the one given back longest ago: the later an address is used again, the fewer late packets can meet it.</summary>
    private int TakeNumber()
    {
        if (_nextNumber < AddressRange.Pairs)
        {
            return _nextNumber++;
        }

        if (!_freeNumbers.TryDequeue(out int number))
        {
            throw new IOException($"All {AddressRange.Pairs} addresses for sandboxes are in use.");
        }

        host.Forget(host.Range!.SandboxSide(number));
        return number;
    }
}
