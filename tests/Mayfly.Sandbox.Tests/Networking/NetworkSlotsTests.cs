using System.Net;
using System.Net.Sockets;
using System.Text.Json;

using Mayfly.Sandbox.Networking;

namespace Mayfly.Sandbox.Tests.Networking;

public class NetworkSlotsTests
{
    [Fact(Timeout = 30_000)]
    public async Task The_pool_fills_up_and_a_taken_slot_is_nobody_elses()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await using TestInternet internet = new();
        NetworkSlots slots = await internet.StartAsync(cancel);
        await slots.SettleAsync();
        Assert.Equal(2, slots.Ready);

        List<NetworkSlot> taken = [];
        for (int i = 0; i < 10; i++)
        {
            taken.Add(await slots.TakeAsync(cancel));
        }

        Assert.Equal(10, taken.Select(slot => slot.Address).Distinct().Count());
        await slots.SettleAsync();
        Assert.Equal(2, slots.Ready);
    }

    [Fact(Timeout = 30_000)]
    public async Task Loopback_is_up_inside_and_an_IPv6_way_out_is_not_there()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await using TestInternet internet = new();
        NetworkSlots slots = await internet.StartAsync(cancel);
        using TestNamespace sandbox = new((await slots.TakeAsync(cancel)).NamespacePath);

        using Socket listener = await sandbox.ListenAsync(IPAddress.Loopback, 9001);
        using Socket client = await sandbox.ConnectAsync(IPAddress.Loopback, 9001, cancel);

        Assert.True(client.Connected);
        Assert.Empty(sandbox.Run("ip", "-6", "address", "show", "dev", "eth0"));
    }

    [Theory(Timeout = 30_000)]
    [InlineData(128)]
    [InlineData(1769)]
    [InlineData(10240)]
    public async Task The_rate_follows_the_memory_both_ways(int memoryMb)
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await using TestInternet internet = new();
        NetworkSlots slots = await internet.StartAsync(cancel);
        NetworkSlot slot = await slots.TakeAsync(cancel);
        using TestNamespace sandbox = new(slot.NamespacePath);

        slot.SetRate(512);
        slot.SetRate(memoryMb);

        long expected = ResourceShares.NetworkBitsPerSecond(memoryMb) / 8;
        Assert.Equal(expected, RateOf(sandbox, "eth0"));
        string hostSide = internet.Machine.Run("ip", "-o", "route", "get", $"{slot.Address}").Split("dev ")[1].Split(' ')[0];
        Assert.Equal(expected, RateOf(internet.Machine, hostSide));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_slot_that_comes_back_keeps_no_connection_of_its_former_user()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await using TestInternet internet = new();
        NetworkSlots slots = await internet.StartAsync(internet.Options("t", pooled: 1), cancel);
        NetworkSlot slot = await slots.TakeAsync(cancel);
        await slots.SettleAsync();
        using (Socket listener = await internet.Outside.ListenAsync(TestInternet.OutsideAddress, 8080))
        using (TestNamespace sandbox = new(slot.NamespacePath))
        {
            Socket client = await sandbox.ConnectAsync(TestInternet.OutsideAddress, 8080, cancel);
            using Socket served = await listener.AcceptAsync(cancel);
            client.Shutdown(SocketShutdown.Send);
            Assert.Equal(0, await served.ReceiveAsync(new byte[1], cancel));
            client.Dispose(); // the goodbye is sent and half answered: TCP now waits without any process
            Assert.NotEqual("", sandbox.Run("ss", "-Hant"));
            Assert.Contains($"src={slot.Address} ", Tracked(internet), StringComparison.Ordinal);
        }

        slots.Return(slot);
        await slots.SettleAsync();
        Assert.Equal(2, slots.Ready); // it was good enough to be kept

        Assert.DoesNotContain($"src={slot.Address} ", Tracked(internet), StringComparison.Ordinal);
        using TestNamespace next = new(slot.NamespacePath);
        Assert.Equal("", next.Run("ss", "-Hanut"));
    }

    [Fact(Timeout = 30_000)]
    public async Task More_slots_than_needed_are_taken_apart()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await using TestInternet internet = new();
        NetworkSlots slots = await internet.StartAsync(cancel);
        List<NetworkSlot> taken = [];
        for (int i = 0; i < 8; i++)
        {
            taken.Add(await slots.TakeAsync(cancel));
        }

        taken.ForEach(slots.Return);
        await slots.SettleAsync();

        Assert.Equal(4, slots.Ready);
        Assert.Equal(4, Interfaces(internet, "mft-").Length);
    }

    [Fact(Timeout = 30_000)]
    public async Task Nothing_stays_on_the_machine_after_disposing()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await using TestInternet internet = new();
        string before = internet.MachineState();
        NetworkSlots slots = await internet.StartAsync(cancel);
        _ = await slots.TakeAsync(cancel);
        Assert.NotEqual(before, internet.MachineState());

        await slots.DisposeAsync();

        Assert.Equal(before, internet.MachineState());
    }

    [Fact(Timeout = 30_000)]
    public async Task What_a_killed_server_left_is_removed_and_a_neighbours_is_not()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await using TestInternet internet = new();
        string before = internet.MachineState();
        NetworkSlots neighbour = await internet.StartAsync(internet.Options("ta"), cancel);
        await neighbour.SettleAsync();
        string withNeighbour = internet.MachineState();
        _ = internet.Machine.Run("ip", "link", "add", "mft-7", "type", "veth", "peer", "name", "mft-8"); // as if its namespaces still had processes
        _ = internet.Machine.Run("nft", "add", "table", "inet", "mayfly_t");

        NetworkSlots slots = await internet.StartAsync(internet.Options("t", SandboxNetwork.None), cancel);

        Assert.Equal(withNeighbour, internet.MachineState());
        await slots.DisposeAsync();
        await neighbour.DisposeAsync();
        Assert.Equal(before, internet.MachineState());
    }

    [Fact(Timeout = 30_000)]
    public async Task Forwarding_that_a_killed_server_switched_on_is_switched_off_by_the_next()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await using TestInternet internet = new();
        string before = internet.MachineState();
        SandboxHostOptions options = internet.Options("t", SandboxNetwork.None);
        _ = Directory.CreateDirectory(options.RuntimeDirectory);
        await internet.Machine.DoAsync(() =>
        {
            new Forwarding(options.RuntimeDirectory).Enable(["uplink"]);
            return true;
        });
        Assert.NotEqual(before, internet.MachineState());

        _ = await internet.StartAsync(options, cancel);

        Assert.Equal(before, internet.MachineState());
    }

    [Fact(Timeout = 30_000)]
    public async Task Without_network_there_is_a_loopback_only_and_the_machine_is_untouched()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await using TestInternet internet = new();
        string before = internet.MachineState();
        NetworkSlots slots = await internet.StartAsync(internet.Options("t", SandboxNetwork.None), cancel);
        NetworkSlot slot = await slots.TakeAsync(cancel);
        using TestNamespace sandbox = new(slot.NamespacePath);
        slot.SetRate(1769);

        Assert.Equal(SandboxNetwork.None, slots.Network);
        Assert.Empty(slots.Missing);
        Assert.Null(slot.Address);
        Assert.Equal("", File.ReadAllText(slot.ResolvConf));
        Assert.Equal("lo", Assert.Single(sandbox.Run("ip", "-o", "link", "show", "up").Split('\n', StringSplitOptions.RemoveEmptyEntries)).Split(": ")[1]);
        Assert.Equal(before, internet.MachineState());
    }

    [Fact(Timeout = 30_000)]
    public async Task Where_NAT_cannot_be_a_sandbox_has_a_loopback_and_the_report_says_why()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await using TestInternet internet = new();
        foreach (string range in (string[])["100.64.0.0/10", "172.16.0.0/12", "10.0.0.0/8"])
        {
            _ = internet.Machine.Run("ip", "route", "add", range, "via", $"{TestInternet.OutsideAddress}");
        }

        NetworkSlots slots = await internet.StartAsync(cancel);

        Assert.Equal(SandboxNetwork.None, slots.Network);
        Assert.Contains("private address range", Assert.Single(slots.Missing), StringComparison.Ordinal);
        Assert.Null((await slots.TakeAsync(cancel)).Address);
    }

    [Fact(Timeout = 30_000)]
    public async Task Sandboxes_ask_the_machines_name_server_if_they_can_reach_it()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await using TestInternet internet = new();
        string stub = Path.Combine(internet.Folder.FullName, "stub");
        string real = Path.Combine(internet.Folder.FullName, "real");
        await File.WriteAllTextAsync(stub, "nameserver 127.0.0.53\noptions edns0\n", cancel);
        await File.WriteAllTextAsync(real, $"nameserver {TestInternet.MachineAddress}\nnameserver 203.0.113.53\nsearch example.org\n", cancel);

        NetworkSlots slots = await internet.StartAsync(internet.Options("t"), cancel, stub, real);
        Assert.Equal("search example.org\nnameserver 203.0.113.53\n", await File.ReadAllTextAsync((await slots.TakeAsync(cancel)).ResolvConf, cancel));
        Assert.Empty(slots.Missing);

        NetworkSlots without = await internet.StartAsync(internet.Options("u"), cancel, stub);
        Assert.Contains("names do not resolve", Assert.Single(without.Missing), StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_firewall_that_drops_what_it_does_not_know_is_reported()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await using TestInternet internet = new();
        _ = internet.Machine.Run("nft", "add table ip filter { chain FORWARD { type filter hook forward priority 0; policy drop; }; }");

        NetworkSlots slots = await internet.StartAsync(cancel);

        Assert.Contains(slots.Missing, line => line.Contains("'ip filter FORWARD'", StringComparison.Ordinal));
    }

    private static long RateOf(TestNamespace place, string name)
    {
        using JsonDocument document = JsonDocument.Parse(place.Run("tc", "-j", "qdisc", "show", "dev", name));
        JsonElement shaper = document.RootElement.EnumerateArray().Single(item => item.GetProperty("kind").GetString() == "tbf");
        return shaper.GetProperty("options").GetProperty("rate").GetInt64();
    }

    private static string[] Interfaces(TestInternet internet, string prefix) =>
        [.. internet.Machine.Run("ip", "-o", "link").Split('\n').Where(line => line.Contains($": {prefix}", StringComparison.Ordinal))];

    private static string Tracked(TestInternet internet) => internet.Machine.Run("cat", "/proc/net/nf_conntrack");
}
