using Mayfly.Bench.Load.Processes;

namespace Mayfly.Bench.Load.Measures;

/// <summary>What a sandbox holds and has used: all its processes, launchers included.</summary>
/// <param name="Megabytes">Memory, shared pages in proportion.</param>
/// <param name="CpuMilliseconds">User and system time so far.</param>
internal readonly record struct SandboxCost(double Megabytes, double CpuMilliseconds)
{
    public static SandboxCost Of(int server, int member)
    {
        IReadOnlyList<int> processes = ProcessTree.BranchOf(server, member);
        return new SandboxCost(
            processes.Sum(ProcessFiles.ProportionalMemory) / 1048576.0,
            processes.Sum(static id => ProcessStat.Of(id) is ProcessStat stat ? (stat.Cpu + stat.ChildrenCpu).TotalMilliseconds : 0));
    }
}
