using System.Net;
using System.Net.Sockets;

using Mayfly.Sandbox.Networking;

namespace Mayfly.Sandbox.Tests.Networking;

/// <summary>What a sandbox reaches, and what it does not. Each forbidden packet is proved to have met the rule that forbids it.</summary>
public class NatTests
{
    private const int Port = 8080;

    [Fact(Timeout = 30_000)]
    public async Task A_sandbox_reaches_the_outside_under_the_machines_address()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await using TestInternet internet = new();
        NetworkSlots slots = await internet.StartAsync(cancel);
        using Socket listener = await internet.Outside.ListenAsync(TestInternet.OutsideAddress, Port);
        using TestNamespace sandbox = new((await slots.TakeAsync(cancel)).NamespacePath);

        using Socket client = await sandbox.ConnectAsync(TestInternet.OutsideAddress, Port, cancel);
        using Socket served = await listener.AcceptAsync(cancel);
        _ = await served.SendAsync("hello"u8.ToArray(), cancel);
        byte[] answer = new byte[5];
        _ = await client.ReceiveAsync(answer, cancel);

        Assert.Equal(SandboxNetwork.Nat, slots.Network);
        Assert.Equal("hello"u8.ToArray(), answer);
        Assert.Equal(TestInternet.MachineAddress, ((IPEndPoint)served.RemoteEndPoint!).Address);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_sandbox_does_not_reach_the_machine_by_any_of_its_addresses()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await using TestInternet internet = new();
        NetworkSlots slots = await internet.StartAsync(cancel);
        NetworkSlot slot = await slots.TakeAsync(cancel);
        using TestNamespace sandbox = new(slot.NamespacePath);
        using Socket service = await internet.Machine.UdpAsync(IPAddress.Any, Port);

        await sandbox.SendAsync(TestInternet.MachineAddress, Port);
        await internet.Machine.UntilDroppedAsync("the host itself", cancel);
        Assert.Equal(0, service.Available);

        byte[] gateway = slot.Address!.GetAddressBytes();
        gateway[3]--;
        await sandbox.SendAsync(new IPAddress(gateway), Port);
        await internet.Machine.UntilDroppedAsync("the host itself", cancel, packets: 2);
        Assert.Equal(0, service.Available);

        await internet.Outside.SendAsync(TestInternet.MachineAddress, Port); // the service is there, and others reach it
        byte[] knock = new byte[16];
        Assert.Equal(5, await service.ReceiveAsync(knock, cancel));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_sandbox_does_not_reach_its_neighbours()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await using TestInternet internet = new();
        NetworkSlots slots = await internet.StartAsync(cancel);
        NetworkSlot other = await slots.TakeAsync(cancel);
        using TestNamespace sandbox = new((await slots.TakeAsync(cancel)).NamespacePath);
        using TestNamespace neighbour = new(other.NamespacePath);
        using Socket service = await neighbour.UdpAsync(IPAddress.Any, Port);

        await sandbox.SendAsync(other.Address!, Port);
        await internet.Machine.UntilDroppedAsync("sandboxes, of this server", cancel);

        Assert.Equal(0, service.Available);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_sandbox_does_not_reach_another_servers_sandboxes()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await using TestInternet internet = new();
        NetworkSlots slots = await internet.StartAsync(cancel);
        NetworkSlots others = await internet.StartAsync(internet.Options("other"), cancel);
        NetworkSlot other = await others.TakeAsync(cancel);
        using TestNamespace sandbox = new((await slots.TakeAsync(cancel)).NamespacePath);
        using TestNamespace neighbour = new(other.NamespacePath);
        using Socket service = await neighbour.UdpAsync(IPAddress.Any, Port);

        await sandbox.SendAsync(other.Address!, Port);
        await internet.Machine.UntilDroppedAsync("", cancel); // by whichever of the two servers' tables sees it first

        Assert.Equal(0, service.Available);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_sandbox_does_not_reach_cloud_metadata()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await using TestInternet internet = new();
        NetworkSlots slots = await internet.StartAsync(cancel);
        using TestNamespace sandbox = new((await slots.TakeAsync(cancel)).NamespacePath);
        using Socket metadata = await internet.Outside.UdpAsync(IPAddress.Any, Port);

        await sandbox.SendAsync(TestInternet.MetadataAddress, Port);
        await internet.Machine.UntilDroppedAsync("link-local", cancel);

        Assert.Equal(0, metadata.Available);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_packet_under_anothers_address_is_dropped()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await using TestInternet internet = new();
        NetworkSlots slots = await internet.StartAsync(cancel);
        NetworkSlot other = await slots.TakeAsync(cancel);
        using TestNamespace sandbox = new((await slots.TakeAsync(cancel)).NamespacePath);
        using Socket service = await internet.Outside.UdpAsync(IPAddress.Any, Port);
        _ = sandbox.Run("ip", "address", "add", $"{other.Address}/32", "dev", "lo"); // only the test's root can do this to itself

        await sandbox.SendAsync(TestInternet.OutsideAddress, Port, from: other.Address);
        await internet.Machine.UntilDroppedAsync("an address that is not", cancel);

        Assert.Equal(0, service.Available);
    }

    [Fact(Timeout = 30_000)]
    public async Task Nobody_outside_reaches_a_sandbox()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await using TestInternet internet = new();
        NetworkSlots slots = await internet.StartAsync(cancel);
        NetworkSlot slot = await slots.TakeAsync(cancel);
        using TestNamespace sandbox = new(slot.NamespacePath);
        using Socket service = await sandbox.UdpAsync(IPAddress.Any, Port);

        await internet.Outside.SendAsync(slot.Address!, Port);
        await internet.Machine.UntilDroppedAsync("nobody outside", cancel);

        Assert.Equal(0, service.Available);
    }

    [Fact(Timeout = 30_000)]
    public async Task Others_cannot_use_the_forwarding_that_sandboxes_need()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await using TestInternet internet = new();
        using TestNamespace inner = TestNamespace.Create();
        _ = internet.Machine.Run("ip", "link", "add", "bridge", "type", "veth", "peer", "name", "eth0", "netns", inner.Path);
        _ = internet.Machine.Run("ip", "address", "add", "198.51.100.1/24", "dev", "bridge");
        _ = internet.Machine.Run("ip", "link", "set", "bridge", "up");
        _ = inner.Run("ip", "address", "add", "198.51.100.2/24", "dev", "eth0");
        _ = inner.Run("ip", "link", "set", "eth0", "up");
        _ = await internet.StartAsync(cancel);
        using Socket service = await inner.UdpAsync(IPAddress.Any, Port);

        await internet.Outside.SendAsync(IPAddress.Parse("198.51.100.2"), Port);
        await internet.Machine.UntilDroppedAsync("only sandboxes may use", cancel);

        Assert.Equal(0, service.Available);
    }
}
