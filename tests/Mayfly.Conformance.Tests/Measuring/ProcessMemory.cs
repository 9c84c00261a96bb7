using System.Globalization;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Conformance.Tests.Measuring;

/// <summary>Proportional set sizes in megabytes: a page that several processes share counts in parts.</summary>
internal static class ProcessMemory
{
    /// <summary>All processes inside the sandbox whose /tmp has a file.</summary>
    public static double OfSandbox(MayflyServer server, string file)
        => server.Footprint.Members().Where(process => File.Exists($"/proc/{process.Id}/root{file}")).Sum(process => Of(process.Id));

    public static double Of(int process)
        => File.ReadLines($"/proc/{process}/smaps_rollup")
            .Where(line => line.StartsWith("Pss:", StringComparison.Ordinal))
            .Sum(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)) / 1024;
}
