using System.Globalization;
using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Launching;

/// <summary>
/// Kills processes that have one of the sandboxes' host users when the server starts: a server that was killed in the middle of a launch leaves
/// a launcher that is in no cgroup yet and whose --die-with-parent came too late.
/// </summary>
internal static class UserLeftovers
{
    private const int KillSignal = 9;
    private const int PatienceMilliseconds = 10_000;

    public static int Kill(uint firstUser, int count)
    {
        int killed = 0;
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int pid) || !IsTheirs(pid, firstUser, count))
            {
                continue;
            }

            using SafeFileHandle? process = PidFd.TryOpen(pid);
            // looked at again: between the first look and the descriptor the number may have gone to another
            if (process is not null && IsTheirs(pid, firstUser, count))
            {
                PidFd.Send(process, KillSignal);
                _ = Poll.WaitReadable(process, PatienceMilliseconds);
                killed++;
            }
        }

        return killed;
    }

    private static bool IsTheirs(int pid, uint firstUser, int count)
    {
        const string Name = "\nUid:\t";
        try
        {
            string status = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/status"));
            int start = status.IndexOf(Name, StringComparison.Ordinal) + Name.Length;
            uint user = uint.Parse(status.AsSpan(start, status.IndexOf('\t', start) - start), CultureInfo.InvariantCulture);
            return user >= firstUser && user - firstUser < count;
        }
        catch (IOException)
        {
            // gone meanwhile
            return false;
        }
    }
}
