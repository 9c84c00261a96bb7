using System.Globalization;
using System.Text.Json;
using Mayfly.Bench.Load.Processes;

namespace Mayfly.Bench.Load.Deployment;

/// <summary>
/// A cold start counts only if what it made is isolated. This looks at the environment that has just answered from both sides: what the
/// function says it sees, and what the kernel says about its process.
/// </summary>
internal static class Isolation
{
    private static readonly string[] s_namespaces = ["mnt", "pid", "net", "ipc", "uts", "user"];

    /// <summary>Fails unless every wall stands.</summary>
    /// <returns>The runtime's process id on the host.</returns>
    public static int Check(MayflyServer server, JsonElement probe, string codeFile, int memoryMb)
    {
        int process = ProcessIn(server, probe.GetProperty("processNamespace").GetString()!);
        List<string> faults = [];
        Demand(probe.GetProperty("invocations").GetInt32() == 2, "its process is fresh: the probe is its second invocation");
        Demand(probe.GetProperty("temporaryFiles").GetArrayLength() == 0, "its /tmp is empty");
        Demand(probe.GetProperty("code") is { } code && code.GetArrayLength() == 1 && code[0].GetString() == codeFile, "it sees its own code and no other");
        foreach (string kind in s_namespaces)
        {
            Demand(ProcessFiles.Link(process, "ns/" + kind) != ProcessFiles.Link(Environment.ProcessId, "ns/" + kind), $"its {kind} namespace is its own");
        }

        Demand(ProcessFiles.Field(process, "status", "Uid").Split('\t')[0] is not ("0" or ""), "its user on the host is not root");
        Demand(ProcessFiles.Field(process, "status", "NoNewPrivs") == "1", "no_new_privs is set");
        Demand(ProcessFiles.Field(process, "status", "Seccomp") == "2", "a seccomp filter is in force");
        Demand(ProcessFiles.Field(process, "status", "CapBnd").Trim('0').Length == 0, "its capability bounding set is empty");
        Demand(CgroupNumber(process, "memory", "memory.limit_in_bytes", "memory.max") is long memory && memory <= memoryMb * 1024L * 1024L * 5 / 4, "its memory is limited to its MemorySize");
        Demand(CgroupNumber(process, "cpu", "cpu.cfs_quota_us", "cpu.max") is > 0, "its CPU is limited");
        Demand(CgroupNumber(process, "pids", "pids.max", "pids.max") is > 0, "its number of processes is limited");
        return faults.Count == 0 ? process : throw new BenchException($"The environment is not isolated, so its start does not count. It should be true that {string.Join("; ", faults)}.");

        void Demand(bool holds, string wall)
        {
            if (!holds)
            {
                faults.Add(wall);
            }
        }
    }

    /// <summary>The runtime is the youngest process of its process namespace: what else is there has launched it.</summary>
    private static int ProcessIn(MayflyServer server, string processNamespace)
    {
        int[] members = [.. ProcessTree.DescendantsOf(server.Id).Where(id => ProcessFiles.Link(id, "ns/pid") == processNamespace)];
        return members.Length > 0
            ? members.MaxBy(static id => (ProcessStat.Of(id)?.Started ?? 0, id))
            : throw new BenchException($"No process of the server is in {processNamespace}, where the function says it runs.");
    }

    private static long? CgroupNumber(int process, string controller, string version1File, string version2File)
    {
        foreach (string line in ProcessFiles.Read(process, "cgroup").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = line.Split(':', 3);
            bool unified = parts[1].Length == 0;
            string file = unified ? $"/sys/fs/cgroup{parts[2]}/{version2File}" : $"/sys/fs/cgroup/{controller}{parts[2]}/{version1File}";
            if ((unified || parts[1].Split(',').Contains(controller)) && File.Exists(file)
                && long.TryParse(File.ReadAllText(file).Split(' ', '\n')[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value))
            {
                return value;
            }
        }

        return null;
    }
}
