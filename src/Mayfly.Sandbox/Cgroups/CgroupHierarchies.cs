using System.Runtime.InteropServices;

namespace Mayfly.Sandbox.Cgroups;

/// <summary>Finds out which cgroup layout this machine has.</summary>
internal static partial class CgroupHierarchies
{
    [LibraryImport("libc", EntryPoint = "getxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial nint GetAttribute(string path, string name, byte* value, nint size);

    /// <summary>The machine's layout made ready; null with sentences that say what is missing.</summary>
    public static (ICgroupHierarchy? Hierarchy, IReadOnlyList<string> Missing) Find(SandboxHostOptions options)
    {
        CgroupLayout layout = CgroupLayout.OfThisProcess();
        string[] folders = ["/usr", options.RuntimeDirectory, "/var/tmp"];
        string[] devices = [.. folders.Select(BlockDevices.Behind).OfType<string>().Distinct(StringComparer.Ordinal)];
        try
        {
            if (layout.V2Root is not null && CgroupV2Hierarchy.HasControllers(layout.V2Root))
            {
                return (CgroupV2Hierarchy.Prepare(CgroupV2Hierarchy.ChooseParent(layout, IsDelegated), options.Instance, devices), []);
            }

            CgroupV1Hierarchy hierarchy = new(layout.V1, options.Instance, devices);
            return hierarchy.Complete ? (hierarchy, []) : (null, hierarchy.Missing);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, [$"The cgroup file system cannot be written, so no limit can be set ({exception.Message}): mount it writable, and under systemd set Delegate=yes."]);
        }
    }

    /// <summary>systemd marks a cgroup that it leaves to its service.</summary>
    private static unsafe bool IsDelegated(string directory)
    {
        byte* value = stackalloc byte[8];
        foreach (string name in (string[])["trusted.delegate", "user.delegate"])
        {
            if (GetAttribute(directory, name, value, 8) == 1 && *value == (byte)'1')
            {
                return true;
            }
        }

        return false;
    }
}
