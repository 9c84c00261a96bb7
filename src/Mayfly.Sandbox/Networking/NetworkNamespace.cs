using System.Globalization;
using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Networking;

/// <summary>
/// The few things that must be done inside a sandbox's network namespace. They are calls without managed code between them (see
/// <see cref="CallScript"/>), so that no thread which the runtime starts in between is left in there.
/// </summary>
internal static class NetworkNamespace
{
    private const nint AtCurrentDirectory = -100;
    private const nint CloseOnExec = 0x80000;
    private const nint WriteOnly = 1;

    /// <summary>
    /// Makes a namespace with nothing but a loopback, which is down, and opens sockets in it. Needs CAP_SYS_ADMIN; the namespace belongs to the host's
    /// user namespace, so nobody in a sandbox's has rights over it.
    /// </summary>
    /// <param name="home">The calling thread's own namespace, to which it returns.</param>
    /// <param name="settings">Files below /proc/sys/net that are set to a value in it.</param>
    public static NamespaceHandles Make(SafeFileHandle home, params ReadOnlySpan<(string Name, string Value)> settings)
    {
        using CallScript script = new();
        script.AddUndone("Making a network namespace (needs root)", (SystemCalls.Unshare, SetNs.NewNetwork, 0, 0), (SystemCalls.SetNs, script.Fd(home), SetNs.NewNetwork, 0));
        foreach ((string name, string value) in settings)
        {
            script.Set(name, value);
        }

        int route = script.Add("socket(netlink route)", SystemCalls.Socket, NetlinkCalls.Family, NetlinkCalls.Kind, NetlinkSocket.Route);
        int diagnostics = script.Add("socket(netlink diagnostics)", SystemCalls.Socket, NetlinkCalls.Family, NetlinkCalls.Kind, NetlinkSocket.SocketDiagnostics);
        int made = script.AddOpen("/proc/thread-self/ns/net");
        int four = script.AddOpen(SocketCounters.Four);
        int? six = File.Exists(SocketCounters.Six) ? script.AddOpen(SocketCounters.Six) : null;
        script.Run();
        return new NamespaceHandles(
            Handle(script.ResultOf(made)),
            new NetlinkSocket(Handle(script.ResultOf(route))),
            new NetlinkSocket(Handle(script.ResultOf(diagnostics))),
            new SocketCounters(Handle(script.ResultOf(four)), six is int index ? Handle(script.ResultOf(index)) : null));
    }

    /// <summary>Writes a file below /proc/sys/net as it is in a namespace.</summary>
    public static void Set(SafeFileHandle inside, SafeFileHandle home, string name, string value)
    {
        using CallScript script = new();
        script.VisitNetwork(inside, home);
        script.Set(name, value);
        script.Run();
    }

    /// <summary>The path by which every process with our rights can open a namespace that we hold open.</summary>
    public static string PathOf(SafeFileHandle handle) =>
        string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{handle.DangerousGetHandle()}");

    private static int AddOpen(this CallScript script, string path) =>
        script.Add($"open({path})", SystemCalls.OpenAt, AtCurrentDirectory, script.Text(path), CloseOnExec);

    private static void Set(this CallScript script, string name, string value)
    {
        string path = "/proc/sys/net/" + name;
        int file = script.Add($"open({path})", SystemCalls.OpenAt, AtCurrentDirectory, script.Text(path), WriteOnly | CloseOnExec);
        script.Add($"write({path})", SystemCalls.Write, 0, script.Text(value), value.Length, aFrom: file);
        script.Add($"close({path})", SystemCalls.Close, aFrom: file);
    }

    private static SafeFileHandle Handle(nint fd) => new(fd, ownsHandle: true);
}
