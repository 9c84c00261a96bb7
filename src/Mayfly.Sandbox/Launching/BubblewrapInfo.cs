using System.Globalization;
using System.Text;
using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Launching;

/// <summary>What bubblewrap tells (--info-fd) of the process that it has made.</summary>
internal static class BubblewrapInfo
{
    /// <summary>bubblewrap tells its child's number within milliseconds; this is for a machine that hangs.</summary>
    public const int TimeoutMilliseconds = 30_000;

    /// <summary>Reads up to the information's end: {"child-pid": N, …}.</summary>
    /// <param name="info">The reading end of its pipe; ours must be the only other one that is open.</param>
    /// <param name="console">Where bubblewrap says what is wrong.</param>
    public static int ReadPid(SafeFileHandle info, SafeFileHandle console)
    {
        const string Name = "\"child-pid\":";
        Span<byte> buffer = stackalloc byte[1024];
        int length = 0;
        while (length < buffer.Length && Poll.WaitReadable(info, TimeoutMilliseconds))
        {
            int count = ReadFd.Try(info, buffer[length..]);
            if (count <= 0)
            {
                break;
            }

            length += count;
            if (buffer[..length].Contains((byte)'}'))
            {
                string text = Encoding.ASCII.GetString(buffer[..length]);
                int start = text.IndexOf(Name, StringComparison.Ordinal) + Name.Length;
                return int.Parse(text.AsSpan(start, text.AsSpan(start).IndexOfAny(',', '\n', '}')), CultureInfo.InvariantCulture);
            }
        }

        throw Failure("bubblewrap did not start the program", console);
    }

    public static SandboxLaunchException Failure(string what, SafeFileHandle console)
    {
        byte[] said = new byte[2048];
        _ = Poll.WaitReadable(console, 1000);
        int length = Math.Max(0, ReadFd.Try(console, said));
        return new SandboxLaunchException($"A sandbox could not be launched: {what}. It said: {Encoding.UTF8.GetString(said, 0, length).Trim()}");
    }
}
