using System.Runtime.CompilerServices;

namespace Mayfly.Core.Sockets;

/// <summary>
/// What a socket received is dealt with on the thread that waited for it, which serves the warm invocations of many connections
/// (docs/decisions/0004-serve-on-socket-threads.md).
/// </summary>
public static class SocketThread
{
    /// <summary>
    /// To be awaited before anything that takes long or may block, and again after each wait for a socket: what follows runs on a thread of the pool.
    /// </summary>
    public static ConfiguredTaskAwaitable Leave() => Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
}
