using System.Security.Cryptography;
using System.Text;

namespace Mayfly.Functional.Tests.Hosting;

/// <summary>What a server makes on the machine besides its data folder, found from outside: nothing of it may outlive the server.</summary>
internal sealed class ServerFootprint(string dataDirectory)
{
    /// <summary>The server's name on the machine, as it derives it from its data folder.</summary>
    public string Instance { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataDirectory)))[..8];

    public string RuntimeDirectory => $"/run/mayfly/{Instance}";

    /// <summary>One line for each thing that is there.</summary>
    public IReadOnlyList<string> Describe() =>
    [
        .. Cgroups().Select(path => $"cgroup {path}"),
        .. Mounts().Select(line => $"mount {line}"),
        .. Members().Select(process => $"process {process.Id} {process.CommandLine}"),
        .. NetworkLinks().Select(name => $"network link {name}"),
        .. NamedNamespaces().Select(path => $"network namespace {path}"),
        .. RuntimeFiles().Select(path => $"file {path}"),
    ];

    /// <summary>Processes in this server's cgroups.</summary>
    public IReadOnlyList<ProcessRecord> Members() => [.. ProcessRecord.All().Where(process => ReadOrEmpty($"/proc/{process.Id}/cgroup").Contains($"mayfly/{Instance}", StringComparison.Ordinal))];

    /// <summary>Mounts in this machine's own namespace; other servers make theirs there too.</summary>
    public IEnumerable<string> Mounts() => ReadOrEmpty("/proc/self/mountinfo").Split('\n').Where(line => line.Contains($"{RuntimeDirectory}", StringComparison.Ordinal));

    /// <summary>They hang below the place that the server has, which is this process's own: "4:cpu,cpuacct:/some/place" in v1, "0::/some/place" in v2.</summary>
    private IEnumerable<string> Cgroups() => ReadOrEmpty("/proc/self/cgroup").Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(':', 3))
        .SelectMany(parts => parts[1].Split(',').Append(parts[1]).Select(controller => $"/sys/fs/cgroup/{controller}{parts[2]}/mayfly/{Instance}"))
        .Distinct()
        .Where(Directory.Exists);

    private IEnumerable<string> NetworkLinks() => Directory.EnumerateFileSystemEntries("/sys/class/net").Select(path => Path.GetFileName(path))
        .Where(name => name.Contains(Instance, StringComparison.Ordinal) || ReadOrEmpty($"/sys/class/net/{name}/ifalias").Contains(Instance, StringComparison.Ordinal));

    private IEnumerable<string> NamedNamespaces() => Directory.Exists("/run/netns")
        ? Directory.EnumerateFiles("/run/netns").Where(path => Path.GetFileName(path).Contains(Instance, StringComparison.Ordinal))
        : [];

    private IEnumerable<string> RuntimeFiles() => Directory.Exists(RuntimeDirectory) ? Directory.EnumerateFileSystemEntries(RuntimeDirectory) : [];

    private static string ReadOrEmpty(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
