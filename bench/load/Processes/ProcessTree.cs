using System.Globalization;

namespace Mayfly.Bench.Load.Processes;

/// <summary>A process and all that descend from it.</summary>
internal static class ProcessTree
{
    /// <summary>Process ids of the living descendants, the root not included.</summary>
    public static IReadOnlyList<int> DescendantsOf(int root)
    {
        ILookup<int, int> children = All().ToLookup(static process => process.Stat.Parent, static process => process.Id);
        List<int> found = [.. children[root]];
        for (int i = 0; i < found.Count; i++)
        {
            found.AddRange(children[found[i]]);
        }

        return found;
    }

    /// <summary>CPU time of the whole tree: the living, and the ended that have been waited for.</summary>
    public static TimeSpan CpuOf(int root)
    {
        TimeSpan total = TimeSpan.Zero;
        foreach (int id in (int[])[root, .. DescendantsOf(root)])
        {
            if (ProcessStat.Of(id) is ProcessStat stat)
            {
                total += stat.Cpu + stat.ChildrenCpu;
            }
        }

        return total;
    }

    /// <summary>All processes of the branch that holds <paramref name="member"/> and grows directly from <paramref name="root"/>: a sandbox with its launchers.</summary>
    public static IReadOnlyList<int> BranchOf(int root, int member)
    {
        int top = member;
        while (ProcessStat.Of(top) is ProcessStat stat && stat.Parent != root && stat.Parent > 1)
        {
            top = stat.Parent;
        }

        return [top, .. DescendantsOf(top)];
    }

    private static IEnumerable<(int Id, ProcessStat Stat)> All()
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && ProcessStat.Of(id) is ProcessStat stat)
            {
                yield return (id, stat);
            }
        }
    }
}
