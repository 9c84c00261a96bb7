using System.Globalization;

namespace Mayfly.Functional.Tests.Hosting;

/// <summary>A process as /proc shows it. Ids are used again by the kernel; together with the start time they name one process for good.</summary>
internal sealed record ProcessRecord(int Id, int Parent, ulong Started, string Name, char State)
{
    public bool IsAlive => Read(Id) is { State: not ('Z' or 'X') } now && now.Started == Started;

    /// <summary>The command line, for messages.</summary>
    public string CommandLine
    {
        get
        {
            try
            {
                return File.ReadAllText($"/proc/{Id}/cmdline").Replace('\0', ' ').Trim();
            }
            catch (IOException)
            {
                return Name;
            }
        }
    }

    public static IReadOnlyList<ProcessRecord> All() =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id) ? Read(id) : null)
            .OfType<ProcessRecord>()];

    /// <summary>All processes below <paramref name="ancestor"/>, children before grandchildren.</summary>
    public static IReadOnlyList<ProcessRecord> Below(int ancestor)
    {
        ILookup<int, ProcessRecord> children = All().ToLookup(process => process.Parent);
        List<ProcessRecord> found = [.. children[ancestor]];
        for (int i = 0; i < found.Count; i++)
        {
            found.AddRange(children[found[i].Id]);
        }

        return found;
    }

    private static ProcessRecord? Read(int id)
    {
        try
        {
            // The name stands in parentheses and may itself hold spaces and parentheses; the fields after it are numbered from 3.
            string line = File.ReadAllText($"/proc/{id}/stat");
            int open = line.IndexOf('('), close = line.LastIndexOf(')');
            string[] fields = line[(close + 2)..].Split(' ');
            return new ProcessRecord(
                id, int.Parse(fields[1], CultureInfo.InvariantCulture), ulong.Parse(fields[19], CultureInfo.InvariantCulture), line[(open + 1)..close], fields[0][0]);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
