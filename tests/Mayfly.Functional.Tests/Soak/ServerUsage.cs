using System.Globalization;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.Soak;

/// <summary>What a server and its sandboxes hold of the machine.</summary>
internal sealed record ServerUsage(int OpenFiles, int Mounts, int Namespaces, int Processes, int Threads, long ResidentBytes)
{
    public static ServerUsage Of(MayflyServer server)
    {
        IReadOnlyList<ProcessRecord> below = ProcessRecord.Below(server.ProcessId);
        Dictionary<string, string> status = File.ReadLines($"/proc/{server.ProcessId}/status").Select(line => line.Split(':', 2)).ToDictionary(part => part[0], part => part[1].Trim());
        return new ServerUsage(
            server.OpenFiles,
            File.ReadLines($"/proc/{server.ProcessId}/mountinfo").Count(),
            below.Select(process => NetworkNamespace(process.Id)).OfType<string>().Distinct().Count(),
            below.Count,
            int.Parse(status["Threads"], CultureInfo.InvariantCulture),
            long.Parse(status["VmRSS"].Split(' ')[0], CultureInfo.InvariantCulture) * 1024);
    }

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
