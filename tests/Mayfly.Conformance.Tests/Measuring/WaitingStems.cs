using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Conformance.Tests.Measuring;

/// <summary>Tells by /proc whether a stem waits for a function: it was booted as one, has no code yet, and uses no processor.</summary>
internal static class WaitingStems
{
    public static Task AtRestAsync(MayflyServer server)
    {
        Dictionary<int, string> before = [];
        return Wait.UntilAsync("a stem to be at rest", () =>
        {
            Dictionary<int, string> now = server.Footprint.Members()
                .Where(process => Read($"/proc/{process.Id}/environ").Contains("MAYFLY_STEM=1\0", StringComparison.Ordinal) && HasNoCode(process.Id))
                .ToDictionary(process => process.Id, process => ProcessorTime(process.Id));
            bool rests = now.Any(stem => before.TryGetValue(stem.Key, out string? time) && time == stem.Value) && now.All(stem => before.GetValueOrDefault(stem.Key) == stem.Value);
            before = now;
            return rests;
        });
    }

    private static bool HasNoCode(int process)
    {
        try
        {
            return !Directory.EnumerateFileSystemEntries($"/proc/{process}/root/var/task").Any();
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>User and system time, as /proc/PID/stat has them.</summary>
    private static string ProcessorTime(int process)
    {
        string[] fields = Read($"/proc/{process}/stat").Split(')')[^1].Split(' ');
        return fields.Length > 13 ? $"{fields[12]} {fields[13]}" : "";
    }

    private static string Read(string path)
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
