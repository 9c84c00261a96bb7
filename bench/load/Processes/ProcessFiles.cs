using System.Globalization;
using System.Text;

namespace Mayfly.Bench.Load.Processes;

/// <summary>Small files of /proc/PID. Each answers with nothing when the process has gone, as processes do while one looks at them.</summary>
internal static class ProcessFiles
{
    public static string Path(int processId, string name) => string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/{name}");

    public static string Read(int processId, string name)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(Path(processId, name)));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Where a link such as "exe" or "ns/pid" points.</summary>
    public static string Link(int processId, string name)
    {
        try
        {
            return new FileInfo(Path(processId, name)).LinkTarget ?? "";
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>The value of a "Name:  value" line of a file such as "status".</summary>
    public static string Field(int processId, string name, string field)
    {
        foreach (string line in Read(processId, name).Split('\n'))
        {
            if (line.StartsWith(field, StringComparison.Ordinal) && line.Length > field.Length && line[field.Length] == ':')
            {
                return line[(field.Length + 1)..].Trim();
            }
        }

        return "";
    }

    /// <summary>
    /// Memory that would come free if this process alone ended, shared pages counted in proportion (PSS), in bytes.
    /// </summary>
    public static long ProportionalMemory(int processId)
    {
        string kilobytes = Field(processId, "smaps_rollup", "Pss").Replace(" kB", "", StringComparison.Ordinal);
        return long.TryParse(kilobytes, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value * 1024 : 0;
    }

    /// <summary>CPU time of the first thread in nanoseconds: two equal readings tell that a single-threaded runtime is at rest.</summary>
    public static string RunTime(int processId) => Read(processId, "schedstat").Split(' ')[0];
}
