using System.Globalization;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.Soak;

/// <summary>What a server and its sandboxes hold of the machine.</summary>
internal sealed record ServerUsage(int OpenFiles, int Mounts, int Namespaces, int Processes, int Threads, long ResidentBytes)
{
    private const int FewFiles = 16;
    private const int FewThreads = 16;
    private const long MemoryAllowance = 512L << 20;

    public static ServerUsage Of(MayflyServer server)
    {
        IReadOnlyList<ProcessRecord> below = ProcessRecord.Below(server.ProcessId);
        Dictionary<string, string> status = File.ReadLines($"/proc/{server.ProcessId}/status").Select(line => line.Split(':', 2)).ToDictionary(part => part[0], part => part[1].Trim());
        return new ServerUsage(
            server.OpenFiles,
            server.Footprint.Mounts().Count(),
            below.Select(process => NetworkNamespace(process.Id)).OfType<string>().Distinct().Count(),
            below.Count,
            int.Parse(status["Threads"], CultureInfo.InvariantCulture),
            long.Parse(status["VmRSS"].Split(' ')[0], CultureInfo.InvariantCulture) * 1024);
    }

    /// <summary>Memory and threads are the runtime's own to come and go.</summary>
    public bool HoldsTheSameAs(ServerUsage other)
        => (OpenFiles, Mounts, Namespaces, Processes) == (other.OpenFiles, other.Mounts, other.Namespaces, other.Processes);

    /// <summary>Whether this is no more than <paramref name="before"/>, but for what a server may keep: a few connections and threads, and heap.</summary>
    public bool IsWithin(ServerUsage before)
        => OpenFiles <= before.OpenFiles + FewFiles && Mounts <= before.Mounts && Namespaces <= before.Namespaces && Processes <= before.Processes
        && Threads <= before.Threads + FewThreads && ResidentBytes <= before.ResidentBytes + MemoryAllowance;

    private static string? NetworkNamespace(int process)
    {
        try
        {
            return new FileInfo($"/proc/{process}/ns/net").LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
