using System.Net;
using System.Net.Sockets;
using Mayfly.Sandbox.Interop;
using Mayfly.Sandbox.Networking;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Tests.Networking;

public sealed class SocketCountersTests
{
    [Theory]
    [InlineData("sockets: used 3\nTCP: inuse 0 orphan 0 tw 0 alloc 9 mem 7\nUDP: inuse 0 mem 0\nRAW: inuse 1\n", true)]
    [InlineData("TCP6: inuse 0\nUDP6: inuse 0\n", true)]
    [InlineData("TCP: inuse 1 orphan 0 tw 0 alloc 9 mem 7\n", false)]
    [InlineData("TCP: inuse 0 orphan 0 tw 2 alloc 9 mem 7\n", false)]
    [InlineData("TCP: inuse 0 tw 0\nUDP: inuse 4 mem 0\n", false)]
    [InlineData("UDP6: inuse 1\n", false)]
    [InlineData("something else\n", false)]
    [InlineData("", false)]
    public void The_kernels_text_is_understood(string text, bool zero) => Assert.Equal(zero, SocketCounters.IsZero(text));

    [Fact]
    public async Task Sockets_of_the_namespace_count_and_those_of_others_do_not()
    {
        using SafeFileHandle home = OpenFile.ReadOnly("/proc/thread-self/ns/net");
        using NamespaceHandles handles = NetworkNamespace.Make(home);
        using Socket outside = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        outside.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.True(handles.Sockets.AreZero);

        handles.Route.SetLoopbackUp();
        using NamespaceThread thread = new("test", OpenFile.ReadOnly(NetworkNamespace.PathOf(handles.Namespace)));
        using Socket inside = await thread.DoAsync(() => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp));
        inside.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.False(handles.Sockets.AreZero);
    }
}
