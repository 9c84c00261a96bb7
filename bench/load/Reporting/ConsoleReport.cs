using Mayfly.Bench.Load.Comparing;

namespace Mayfly.Bench.Load.Reporting;

/// <summary>Findings for somebody who waits in front of a terminal.</summary>
internal static class ConsoleReport
{
    public static void Print(Finding finding, DateTimeOffset date)
    {
        IReadOnlyList<string> row = ResultRow.Of(finding, date);
        Console.WriteLine($"{row[0],-10} {row[1]}");
        Console.WriteLine($"           Mayfly {row[2]}, baseline {row[3]}");
        Console.WriteLine($"           {row[4].Trim('*')}   good {row[5]}{(row[6].Length > 0 ? ", goal " + row[6] : "")}: {row[7].ToUpperInvariant()}");
        foreach (string note in finding.Notes)
        {
            Console.WriteLine($"           {note}");
        }
    }
}
