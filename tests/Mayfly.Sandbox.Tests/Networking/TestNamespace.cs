using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

using Mayfly.Sandbox.Interop;
using Mayfly.Sandbox.Networking;

using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Tests.Networking;

/// <summary>A network namespace of the test's own, and a thread in it. Nothing in it touches the machine's network; it ends with the test.</summary>
internal sealed class TestNamespace : IDisposable
{
    private readonly NamespaceThread _thread;

    /// <summary>Enters the namespace of a slot.</summary>
    public TestNamespace(string path)
    {
        Handle = OpenFile.ReadOnly(path);
        _thread = new NamespaceThread("test", OpenFile.ReadOnly(path));
    }

    private TestNamespace(SafeFileHandle handle)
        : this(NetworkNamespace.PathOf(handle)) => handle.Dispose();

    public SafeFileHandle Handle { get; }

    public string Path => NetworkNamespace.PathOf(Handle);

    public static TestNamespace Create()
    {
        using SafeFileHandle home = OpenFile.ReadOnly("/proc/thread-self/ns/net");
        NamespaceHandles handles = NetworkNamespace.Make(home);
        handles.Route.Dispose();
        handles.Diagnostics.Dispose();
        handles.Sockets.Dispose();
        TestNamespace made = new(handles.Namespace);
        _ = made.Run("ip", "link", "set", "lo", "up");
        return made;
    }

    /// <summary>Runs a program inside; answers what it printed.</summary>
    public string Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new("nsenter", [$"--net={Path}", program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {error.GetAwaiter().GetResult()}");
        return output;
    }

    public Task<T> DoAsync<T>(Func<T> action) => _thread.DoAsync(action);

    /// <summary>A socket that belongs to this namespace.</summary>
    public Task<Socket> UdpAsync(IPAddress address, int port = 0) => DoAsync(() =>
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(address, port));
        return socket;
    });

    public Task<Socket> ListenAsync(IPAddress address, int port) => DoAsync(() =>
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, port));
        socket.Listen();
        return socket;
    });

    public async Task<Socket> ConnectAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        Socket socket = await DoAsync(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        await socket.ConnectAsync(address, port, cancellationToken);
        return socket;
    }

    /// <summary>Sends one datagram, from any address of ours or from <paramref name="from"/>.</summary>
    public async Task SendAsync(IPAddress to, int port, IPAddress? from = null)
    {
        using Socket socket = await UdpAsync(from ?? IPAddress.Any);
        _ = socket.SendTo("knock"u8, new IPEndPoint(to, port));
    }

    /// <summary>How many packets the rules with a comment have met, in the tables of all servers.</summary>
    public int Dropped(string comment)
    {
        using JsonDocument document = JsonDocument.Parse(Run("nft", "-j", "list", "ruleset"));
        JsonElement[] counters = [.. document.RootElement.GetProperty("nftables").EnumerateArray()
            .Where(item => item.TryGetProperty("rule", out JsonElement rule)
                && rule.TryGetProperty("comment", out JsonElement found)
                && found.GetString()!.StartsWith(comment, StringComparison.Ordinal))
            .SelectMany(item => item.GetProperty("rule").GetProperty("expr").EnumerateArray())
            .Where(part => part.TryGetProperty("counter", out _))];
        Assert.NotEmpty(counters);
        return counters.Sum(part => part.GetProperty("counter").GetProperty("packets").GetInt32());
    }

    /// <summary>Waits until such rules have met so many packets: these have then arrived nowhere else.</summary>
    public async Task UntilDroppedAsync(string comment, CancellationToken cancellationToken, int packets = 1)
    {
        while (Dropped(comment) < packets)
        {
            await Task.Delay(10, cancellationToken);
        }
    }

    public void Dispose()
    {
        _thread.Dispose();
        Handle.Dispose();
    }
}
