using System.Globalization;
using System.Runtime.InteropServices;

namespace Mayfly.Bench.Load.Reporting;

/// <summary>What a reader must know of the machine to judge absolute values.</summary>
internal static class Machine
{
    public static string Describe()
    {
        string model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown CPU";
        double gigabytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1073741824.0;
        string load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} × {model}, {gigabytes:F0} GB, {Environment.OSVersion.VersionString.Replace("Unix", "Linux", StringComparison.Ordinal)}, {RuntimeInformation.FrameworkDescription}; load average before: {load}");
    }
}
