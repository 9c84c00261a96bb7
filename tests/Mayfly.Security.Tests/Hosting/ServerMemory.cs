using System.Globalization;

namespace Mayfly.Security.Tests.Hosting;

/// <summary>What a server holds in memory.</summary>
internal static class ServerMemory
{
    /// <summary>The most that it ever had resident.</summary>
    public static long Bytes(int process) => long.Parse(
        File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture) << 10;
}
