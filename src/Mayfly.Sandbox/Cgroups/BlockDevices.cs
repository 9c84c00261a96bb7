namespace Mayfly.Sandbox.Cgroups;

/// <summary>Finds the disk that a folder lies on, as the block I/O controllers want it named.</summary>
internal static class BlockDevices
{
    /// <summary>"major:minor" of the whole disk; null when the folder is not on one (memory, network, overlay).</summary>
    public static string? Behind(string path) => WholeDisk(DeviceOf(Path.GetFullPath(path), File.ReadLines("/proc/self/mountinfo")), "/sys/dev/block");

    /// <summary>"major:minor" of the mount that a path lies in.</summary>
    internal static string? DeviceOf(string path, IEnumerable<string> mountInfo)
    {
        string? device = null;
        int longest = 0;
        foreach (string[] fields in mountInfo.Select(line => line.Split(' ')).Where(fields => fields.Length > 4))
        {
            string point = fields[4].TrimEnd('/');
            // a later mount at the same place covers an earlier one
            if ((path == point || path.StartsWith(point + "/", StringComparison.Ordinal)) && point.Length >= longest)
            {
                longest = point.Length;
                device = fields[2];
            }
        }

        return device;
    }

    /// <summary>A partition's disk: the controllers know no partitions.</summary>
    internal static string? WholeDisk(string? device, string blocks)
    {
        if (device is null || !Directory.Exists(Path.Combine(blocks, device)))
        {
            return null;
        }

        string folder = Path.Combine(blocks, device);
        if (!File.Exists(Path.Combine(folder, "partition")))
        {
            return device;
        }

        string real = new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder;
        string disk = Path.Combine(Path.GetDirectoryName(real)!, "dev");
        return File.Exists(disk) ? File.ReadAllText(disk).Trim() : null;
    }
}
