using System.Globalization;
using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Launching;

/// <summary>Finds the process of a sandbox that runs the command, behind bubblewrap's own.</summary>
internal static class RuntimeProcess
{
    /// <summary>
    /// The oldest child of the sandbox's process 1: bubblewrap starts that one only, and orphans that it inherits are younger. Null when it is gone.
    /// </summary>
    /// <param name="initPid">Where to start.</param>
    /// <param name="generations">How far down: 2 where a hold stands between.</param>
    public static SafeFileHandle? TryOpen(int initPid, int generations)
    {
        int found = Descend(initPid, generations);
        SafeFileHandle? process = found == 0 ? null : PidFd.TryOpen(found);
        if (process is null || Descend(initPid, generations) == found)
        {
            return process;
        }

        // it ended while we looked, so the number may be another's already
        process.Dispose();
        return null;
    }

    private static int Descend(int pid, int generations)
    {
        for (int i = 0; i < generations && pid != 0; i++)
        {
            pid = FirstChild(pid);
        }

        return pid;
    }

    private static int FirstChild(int pid)
    {
        try
        {
            string children = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/task/{pid}/children"));
            int end = children.IndexOf(' ', StringComparison.Ordinal);
            return end > 0 ? int.Parse(children.AsSpan(0, end), CultureInfo.InvariantCulture) : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
