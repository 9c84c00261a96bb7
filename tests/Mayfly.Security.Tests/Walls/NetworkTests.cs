using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Mayfly.Security.Tests.Hosting;

namespace Mayfly.Security.Tests.Walls;

/// <summary>A function with a network reaches the outside; never the host's own services, another sandbox, or another function's Runtime API.</summary>
public sealed class NetworkTests(HostileServer hostile)
{
    [Theory]
    [InlineData(Boot.FromStem)]
    [InlineData(Boot.Direct)]
    public async Task The_hosts_services_are_out_of_reach(Boot boot)
    {
        // one that listens everywhere, one on loopback only, one without an address, and the server itself
        using Socket everywhere = Listen(new IPEndPoint(IPAddress.IPv6Any, 0)), loopback = Listen(new IPEndPoint(IPAddress.Loopback, 0));
        string name = $"mayfly-test-{Guid.NewGuid():N}";
        using Socket unix = Listen(new UnixDomainSocketEndPoint("\0" + name));
        HostileFunction intruder = await HostileFunction.DeployAsync(hostile.Server, "network", boot);

        JsonNode report = await intruder.InvokeAsync(new JsonObject
        {
            ["hosts"] = new JsonArray([.. HostAddresses().Select(address => JsonValue.Create(address))]),
            ["ports"] = new JsonArray(PortOf(everywhere), PortOf(loopback), hostile.Server.Endpoint.Port),
            ["gateways"] = true,
            ["abstract"] = new JsonArray(name),
        });

        Assert.NotEmpty(report["gateways"]!.AsArray());
        Report.AssertNothingSucceeded(report["reached"]!, atLeast: 9);
        Report.AssertNothingSucceeded(report["abstract"]!);
        Assert.All((Socket[])[everywhere, loopback, unix], listener => Assert.False(listener.Poll(0, SelectMode.SelectRead), "A function has connected to the host."));
        Report.AssertSucceeded(report, "own API");
    }

    [Theory]
    [InlineData(Boot.FromStem)]
    [InlineData(Boot.Direct)]
    public async Task Another_sandbox_and_its_Runtime_API_are_out_of_reach(Boot boot)
    {
        HostileFunction other = await HostileFunction.DeployAsync(hostile.Server, "neighbour", boot);
        JsonNode listening = await other.InvokeAsync(new JsonObject { ["ask"] = "listen" });
        int api = int.Parse(listening["api"]!.GetValue<string>().Split(':')[^1], CultureInfo.InvariantCulture), own = listening["port"]!.GetValue<int>();
        HostileFunction intruder = await HostileFunction.DeployAsync(hostile.Server, "network", boot);

        JsonNode report = await intruder.InvokeAsync(new JsonObject { ["hosts"] = new JsonArray(listening["address"]!.GetValue<string>()), ["ports"] = new JsonArray(api, own) });

        // a sandbox may have the very address of another, each in its own network: then it has reached nobody but itself
        JsonNode mine = await intruder.InvokeAsync(new JsonObject { ["hosts"] = new JsonArray("127.0.0.1"), ["ports"] = new JsonArray(own) });
        Report.AssertNothingSucceeded(report["reached"]!, atLeast: 2);
        Report.AssertNothingSucceeded(mine["reached"]!);
        Assert.NotEqual(hostile.Server.Endpoint.Port, api);
    }

    [Theory]
    [InlineData(Boot.FromStem)]
    [InlineData(Boot.Direct)]
    public async Task The_claim_of_a_stem_is_closed_once_it_is_a_functions(Boot boot)
    {
        HostileFunction intruder = await HostileFunction.DeployAsync(hostile.Server, "network", boot);

        JsonNode report = await intruder.InvokeAsync(new JsonObject { ["hosts"] = new JsonArray(), ["ports"] = new JsonArray() });

        Assert.Equal(200, report["ping"]!.GetValue<int>());
        Assert.Equal(404, report["claim"]!.GetValue<int>());
    }

    private static Socket Listen(EndPoint at)
    {
        Socket socket = new(at.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        if (at is IPEndPoint { AddressFamily: AddressFamily.InterNetworkV6 })
        {
            socket.DualMode = true;
        }

        socket.Bind(at);
        socket.Listen();
        return socket;
    }

    private static int PortOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;

    /// <summary>Every address of the host's, loopback's among them; a link-local one means nothing without its link.</summary>
    private static IEnumerable<string> HostAddresses() => NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(link => link.GetIPProperties().UnicastAddresses)
        .Select(unicast => unicast.Address)
        .Where(address => !address.IsIPv6LinkLocal)
        .Select(address => address.ToString())
        .Distinct();
}
