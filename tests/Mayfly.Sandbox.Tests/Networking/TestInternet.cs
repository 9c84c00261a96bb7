using System.Net;

using Mayfly.Sandbox.Interop;
using Mayfly.Sandbox.Networking;

using Microsoft.Extensions.Logging.Abstractions;

namespace Mayfly.Sandbox.Tests.Networking;

/// <summary>
/// A machine and an outside, both namespaces of the test's own, joined by a cable: 203.0.113.2 is the machine, 203.0.113.1 its router and the
/// whole outside, cloud metadata included. Slots made here know no other network.
/// </summary>
internal sealed class TestInternet : IAsyncDisposable
{
    public static readonly IPAddress MachineAddress = IPAddress.Parse("203.0.113.2");
    public static readonly IPAddress OutsideAddress = IPAddress.Parse("203.0.113.1");
    public static readonly IPAddress MetadataAddress = IPAddress.Parse("169.254.169.254");

    private readonly List<NetworkSlots> _slots = [];

    public TestInternet()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root");
        Machine = TestNamespace.Create();
        Outside = TestNamespace.Create();
        _ = Machine.Run("ip", "link", "add", "uplink", "type", "veth", "peer", "name", "wire", "netns", Outside.Path);
        _ = Machine.Run("ip", "address", "add", $"{MachineAddress}/24", "dev", "uplink");
        _ = Machine.Run("ip", "link", "set", "uplink", "up");
        _ = Machine.Run("ip", "route", "add", "default", "via", $"{OutsideAddress}");
        _ = Outside.Run("ip", "address", "add", $"{OutsideAddress}/24", "dev", "wire");
        _ = Outside.Run("ip", "address", "add", $"{MetadataAddress}/32", "dev", "wire");
        _ = Outside.Run("ip", "link", "set", "wire", "up");
        _ = Outside.Run("ip", "route", "add", "default", "via", $"{MachineAddress}"); // so that it knows a way to sandboxes, if it were let
    }

    public TestNamespace Machine { get; }

    public TestNamespace Outside { get; }

    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("mayfly-net-");

    public SandboxHostOptions Options(string instance, SandboxNetwork network = SandboxNetwork.Nat, int pooled = 2) => new()
    {
        RuntimeDirectory = Path.Combine(Folder.FullName, instance),
        Instance = instance,
        Network = network,
        PooledSlots = pooled,
    };

    public async Task<NetworkSlots> StartAsync(SandboxHostOptions options, CancellationToken cancellationToken, params IReadOnlyList<string> nameServerFiles)
    {
        NetworkSlots slots = await NetworkSlots.StartAsync(
            options, OpenFile.ReadOnly(Machine.Path), nameServerFiles, NullLogger.Instance, cancellationToken);
        _slots.Add(slots);
        return slots;
    }

    public Task<NetworkSlots> StartAsync(CancellationToken cancellationToken) => StartAsync(Options("t"), cancellationToken);

    /// <summary>What a server might leave behind on the machine, as text to compare.</summary>
    public string MachineState() => string.Join(
        '\n',
        Machine.Run("ip", "-br", "link", "show", "type", "veth").Split('\n').Select(line => line.Split(' ')[0]).Aggregate((all, name) => $"{all} {name}"),
        Machine.Run("ip", "-o", "-4", "address"),
        Machine.Run("ip", "-4", "route", "show", "table", "all").Replace(" linkdown", "", StringComparison.Ordinal),
        Machine.Run("nft", "list", "ruleset"),
        Machine.Run("sysctl", "-a", "-r", @"^net\.ipv4\.(conf\..*forwarding|ip_forward)"));

    public async ValueTask DisposeAsync()
    {
        foreach (NetworkSlots slots in _slots)
        {
            await slots.DisposeAsync();
        }

        Machine.Dispose();
        Outside.Dispose();
        Folder.Delete(recursive: true);
    }
}
