using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Cgroups;

/// <summary>
/// Removes what a killed server of the same instance left. Its sandboxes die with it (--die-with-parent), but one that was frozen dies only
/// when it is thawed, and the directories stay. Where they stood is written down, because the next server may have another place.
/// </summary>
internal static class CgroupLeftovers
{
    private const int KillSignal = 9;
    private const int PatienceMilliseconds = 10_000;

    /// <summary>Removes the leftovers and writes down where this server's cgroups will be. Returns how many there were.</summary>
    public static int Remove(string runtimeDirectory, IReadOnlyList<string> bases)
    {
        string record = Path.Combine(runtimeDirectory, "cgroups");
        string[] before = File.Exists(record) ? File.ReadAllLines(record) : [];
        string[] leftovers = [.. before.Union(bases, StringComparer.Ordinal).Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories)];
        File.WriteAllLines(record, bases);
        Kill(leftovers);
        foreach (string leftover in leftovers)
        {
            Directory.Delete(leftover);
        }

        return leftovers.Select(Path.GetFileName).Distinct(StringComparer.Ordinal).Count();
    }

    /// <summary>Takes away this server's own directories when it stops and nothing is in them any more; what still is, the next start removes.</summary>
    public static void Forget(string runtimeDirectory, IReadOnlyList<string> bases)
    {
        foreach (string directory in bases.Where(Directory.Exists))
        {
            try
            {
                Directory.Delete(directory);
            }
            catch (IOException)
            {
                return;
            }
        }

        File.Delete(Path.Combine(runtimeDirectory, "cgroups"));
    }

    private static void Kill(string[] directories)
    {
        Dictionary<int, SafeFileHandle> processes = [];
        foreach (int pid in directories.SelectMany(directory => ControlFile.ReadProcesses(Path.Combine(directory, "cgroup.procs"))))
        {
            // a v1 process is in several hierarchies
            if (!processes.ContainsKey(pid) && PidFd.TryOpen(pid) is { } process)
            {
                processes[pid] = process;
                PidFd.Send(process, KillSignal);
            }
        }

        // all have their signal before any may run again
        Array.ForEach(directories, LetRun);
        foreach ((int pid, SafeFileHandle process) in processes)
        {
            using (process)
            {
                if (!Poll.WaitReadable(process, PatienceMilliseconds))
                {
                    throw new SandboxLaunchException($"Process {pid} of an earlier server does not die; /proc/{pid}/stack tells what it waits for.");
                }
            }
        }
    }

    private static void LetRun(string directory)
    {
        ControlFile.TryWrite(Path.Combine(directory, "freezer.state"), "THAWED");
        ControlFile.TryWrite(Path.Combine(directory, "cgroup.freeze"), "0");

        // hundreds of processes need CPU to die, and a small function's share would make that minutes
        ControlFile.TryWrite(Path.Combine(directory, "cpu.cfs_quota_us"), "-1");
        ControlFile.TryWrite(Path.Combine(directory, "cpu.max"), "max");
    }
}
