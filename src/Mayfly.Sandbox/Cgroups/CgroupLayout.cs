namespace Mayfly.Sandbox.Cgroups;

/// <summary>Where the cgroup file systems are mounted, and the server's own place in each.</summary>
/// <param name="V1">Controller to the server's own directory.</param>
/// <param name="V2">The server's own directory in the unified hierarchy, if it is mounted.</param>
/// <param name="V2Root">The top of the unified hierarchy as far as we see it.</param>
internal sealed record CgroupLayout(IReadOnlyDictionary<string, string> V1, string? V2, string? V2Root)
{
    public static CgroupLayout OfThisProcess() =>
        Parse(File.ReadAllText("/proc/self/mountinfo"), File.ReadAllText("/proc/self/cgroup"));

    /// <param name="mountInfo">As /proc/self/mountinfo: proc_pid_mountinfo(5).</param>
    /// <param name="membership">As /proc/self/cgroup: cgroups(7).</param>
    public static CgroupLayout Parse(string mountInfo, string membership)
    {
        Dictionary<string, string> places = Places(membership);
        Dictionary<string, string> v1 = new(StringComparer.Ordinal);
        string? v2 = null;
        string? v2Root = null;
        foreach (string line in mountInfo.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] halves = line.Split(" - ", 2);
            string[] mount = halves[0].Split(' ');
            string[] file = halves.Length == 2 ? halves[1].Split(' ') : [];
            if (file.Length < 3 || mount.Length < 5)
            {
                continue;
            }

            if (file[0] == "cgroup2" && places.TryGetValue("", out string? unified))
            {
                v2Root = mount[4];
                v2 = Below(mount[4], mount[3], unified);
            }
            else if (file[0] == "cgroup")
            {
                foreach (string controller in file[2].Split(',').Where(places.ContainsKey))
                {
                    v1[controller] = Below(mount[4], mount[3], places[controller]);
                }
            }
        }

        return new CgroupLayout(v1, v2, v2Root);
    }

    /// <summary>Controller (or "" for the unified hierarchy) to path in its hierarchy.</summary>
    private static Dictionary<string, string> Places(string membership)
    {
        Dictionary<string, string> places = new(StringComparer.Ordinal);
        foreach (string line in membership.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = line.Split(':', 3);
            foreach (string controller in parts[1].Split(','))
            {
                places[controller] = parts[2];
            }
        }

        return places;
    }

    /// <summary>A mount shows a hierarchy from <paramref name="root"/> on (in a container: from the container's own cgroup on).</summary>
    private static string Below(string mountPoint, string root, string path)
    {
        string relative = root != "/" && path.StartsWith(root, StringComparison.Ordinal) ? path[root.Length..] : path;
        return relative.TrimEnd('/').Length == 0 ? mountPoint : mountPoint + "/" + relative.Trim('/');
    }
}
