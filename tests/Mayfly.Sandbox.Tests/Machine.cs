using System.Text;

namespace Mayfly.Sandbox.Tests;

/// <summary>Looks at the machine from outside.</summary>
internal static class Machine
{
    /// <summary>Numbers of the processes whose command line (arguments separated by zero bytes) starts so.</summary>
    public static IReadOnlyList<int> ProcessesWith(string commandLine, int? parent = null) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out int pid) ? pid : 0)
            .Where(pid => pid != 0 && Read($"/proc/{pid}/cmdline").StartsWith(commandLine, StringComparison.Ordinal))
            .Where(pid => parent is null || Read($"/proc/{pid}/status").Contains($"\nPPid:\t{parent}\n", StringComparison.Ordinal)),
    ];

    /// <summary>Our children, dead ones that nobody reaped included.</summary>
    public static int Children() => Directory.EnumerateDirectories("/proc")
        .Count(folder => Read(Path.Combine(folder, "status")).Contains($"\nPPid:\t{Environment.ProcessId}\n", StringComparison.Ordinal));

    public static int OpenFiles() => Directory.EnumerateFileSystemEntries("/proc/self/fd").Count();

    public static int Mounts() => File.ReadAllLines("/proc/self/mountinfo").Length;

    /// <summary>Cgroup directories of an instance that hold processes, in all hierarchies.</summary>
    public static IReadOnlyList<string> PopulatedCgroups(string runtimeDirectory) =>
    [
        .. File.ReadAllLines(Path.Combine(runtimeDirectory, "cgroups"))
            .Where(Directory.Exists)
            .SelectMany(Directory.EnumerateDirectories)
            .Where(directory => Read(Path.Combine(directory, "cgroup.procs")).Length > 0),
    ];

    public static IReadOnlyList<string> Cgroups(string runtimeDirectory) =>
        [.. File.ReadAllLines(Path.Combine(runtimeDirectory, "cgroups")).Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories)];

    private static string Read(string path)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(path));
        }
        catch (IOException)
        {
            return "";
        }
    }
}
