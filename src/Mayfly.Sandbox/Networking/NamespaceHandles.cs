using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Networking;

/// <summary>A new network namespace and what was opened in it.</summary>
/// <param name="Namespace">Keeps it alive; for setns(2).</param>
/// <param name="Route">Changes its interfaces.</param>
/// <param name="Diagnostics">Lists and ends its sockets.</param>
/// <param name="Sockets">Counts its sockets.</param>
internal sealed record NamespaceHandles(SafeFileHandle Namespace, NetlinkSocket Route, NetlinkSocket Diagnostics, SocketCounters Sockets) : IDisposable
{
    public void Dispose()
    {
        Route.Dispose();
        Diagnostics.Dispose();
        Sockets.Dispose();
        Namespace.Dispose();
    }
}
