using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Networking;

/// <summary>
/// How many sockets a network namespace has, as /proc/net/sockstat and sockstat6 tell, opened in it and kept. Listing sockets walks the host's whole
/// hash table, some milliseconds; this says in microseconds that there is nothing to list.
/// </summary>
/// <param name="four">The file for IPv4 and what is common.</param>
/// <param name="six">The file for IPv6; null where the kernel has none.</param>
internal sealed class SocketCounters(SafeFileHandle four, SafeFileHandle? six) : IDisposable
{
    public const string Four = "/proc/thread-self/net/sockstat";
    public const string Six = "/proc/thread-self/net/sockstat6";

    private static readonly string[] _counted = ["TCP:", "UDP:", "UDPLITE:", "TCP6:", "UDP6:", "UDPLITE6:"];

    /// <summary>True when there is no TCP or UDP socket, nor a connection that waits for late packets. False also when that cannot be read.</summary>
    public bool AreZero => IsZero(four) && (six is null || IsZero(six));

    public void Dispose()
    {
        four.Dispose();
        six?.Dispose();
    }

    /// <summary>Lines are "NAME: key number key number …"; "inuse" counts open sockets, "tw" connections in TIME_WAIT.</summary>
    internal static bool IsZero(ReadOnlySpan<char> text)
    {
        bool found = false;
        foreach (ReadOnlySpan<char> line in text.EnumerateLines())
        {
            string[] words = line.ToString().Split(' ');
            if (!_counted.Contains(words[0]))
            {
                continue;
            }

            for (int i = 1; i + 1 < words.Length; i += 2)
            {
                found |= words[i] == "inuse";
                if (words[i] is "inuse" or "tw" && words[i + 1] != "0")
                {
                    return false;
                }
            }
        }

        return found;
    }

    private static bool IsZero(SafeFileHandle file)
    {
        Span<byte> bytes = stackalloc byte[1024];
        int length = ReadFd.TryAt(file, bytes, 0);
        return length > 0 && length < bytes.Length && IsZero(System.Text.Encoding.ASCII.GetString(bytes[..length]));
    }
}
