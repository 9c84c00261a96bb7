using System.Collections.Concurrent;
using System.Text;
using Mayfly.Conformance.Tests.Cases;
using Mayfly.Conformance.Tests.Packs;

namespace Mayfly.Conformance.Tests.Reporting;

/// <summary>What came of each cell. At the end it is printed, and written to the file that MAYFLY_CONFORMANCE_TABLE names.</summary>
internal static class ConformanceTable
{
    private const string FileVariable = "MAYFLY_CONFORMANCE_TABLE";
    private static readonly ConcurrentDictionary<(string Runtime, string Case), bool> Results = new();

    public static void Record(string runtime, string row, bool passed) => Results[(runtime, row)] = passed;

    public static void Finish()
    {
        if (Results.IsEmpty)
        {
            return;
        }

        string table = Markdown();
        Console.WriteLine($"\n{table}");
        if (Environment.GetEnvironmentVariable(FileVariable) is { Length: > 0 } file)
        {
            File.WriteAllText(file, $"# Conformance\n\nWritten by `runtimes/conformance/run --write`: every case of [runtimes/conformance](../runtimes/conformance) on every runtime of the machine that it ran on.\n\n{table}");
        }
    }

    private static string Markdown()
    {
        ConformanceRuntime[] columns = [.. MachineRuntimes.All.Where(runtime => Results.Keys.Any(cell => cell.Runtime == runtime.Name))];
        StringBuilder text = new();
        text.Append("| case |").AppendJoin("|", columns.Select(column => $" {column.Name} ")).Append("|\n|---|").Insert(text.Length, "---|", columns.Length).Append('\n');
        foreach (ConformanceCase row in CaseFiles.All.Where(row => Results.Keys.Any(cell => cell.Case == row.Id)))
        {
            text.Append("| ").Append(row.Id).Append(" |").AppendJoin("|", columns.Select(column => $" {Cell(column, row)} ")).Append("|\n");
        }

        text.Append("\n✓ passed, ✗ failed, – does not apply:\n\n");
        foreach (IGrouping<string, ConformanceRuntime> pack in columns.GroupBy(column => column.Pack))
        {
            foreach (IGrouping<string, ConformanceCase> reason in CaseFiles.All.Where(row => pack.First().Facts.WhyNot(row) is not null).GroupBy(row => pack.First().Facts.WhyNot(row)!))
            {
                text.Append("- ").Append(pack.Key).Append(": ").Append(reason.Key).Append(" (").AppendJoin(", ", reason.Select(row => row.Name)).Append(")\n");
            }
        }

        return text.ToString();
    }

    private static string Cell(ConformanceRuntime column, ConformanceCase row)
        => column.Facts.WhyNot(row) is not null ? "–" : !Results.TryGetValue((column.Name, row.Id), out bool passed) ? " " : passed ? "✓" : "✗";
}
