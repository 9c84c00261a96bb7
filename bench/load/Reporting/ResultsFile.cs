using Mayfly.Bench.Load.Comparing;

namespace Mayfly.Bench.Load.Reporting;

/// <summary>bench/RESULTS.md: a table with a row a finding, and notes. What a run did not measure stays as it was, with its date.</summary>
internal sealed class ResultsFile(string path)
{
    private const string RowStart = "| G";
    private const string NoteStart = "- **G";

    /// <summary>The runtimes' table, which runtimes/conformance/run --measure writes, comes last and stays as it is.</summary>
    private const string RuntimesHeading = "## Runtimes";

    public void Update(IReadOnlyList<Finding> findings, DateTimeOffset date, string machine, string command)
    {
        string[] old = File.Exists(path) ? File.ReadAllLines(path) : [];
        HashSet<string> measured = [.. findings.Select(static finding => finding.Id)];
        IEnumerable<string> rows = old.Where(line => line.StartsWith(RowStart, StringComparison.Ordinal) && line.Count('|') == ResultRow.Headings.Count + 1 && !measured.Contains(Between(line, "| ", " |")))
            .Concat(findings.Select(finding => $"| {string.Join(" | ", ResultRow.Of(finding, date))} |"));
        IEnumerable<string> notes = old.Where(line => line.StartsWith(NoteStart, StringComparison.Ordinal) && !measured.Contains(Between(line, "**", "**")))
            .Concat(findings.Where(static finding => finding.Notes.Count > 0).Select(static finding => $"- **{finding.Id}** {string.Join(' ', finding.Notes)}"));

        File.WriteAllText(path,
            $"""
            # Results

            Written by `bench/run --write`; [README.md](README.md) says what each measure does and how to read it. Every figure is a comparison of two sides
            that took turns in one run: values are medians with the smallest and largest repetition. Absolute times depend on the machine and mean nothing alone.

            Last run {date:yyyy-MM-dd HH:mm} UTC: `{command}`, on {machine}.

            | {string.Join(" | ", ResultRow.Headings)} |
            |{string.Concat(Enumerable.Repeat("---|", ResultRow.Headings.Count))}
            {Lines(rows, static row => Between(row, "| ", " |"))}

            ## Notes

            {Lines(notes, static note => Between(note, "**", "**"))}

            {string.Join('\n', old.SkipWhile(static line => line != RuntimesHeading))}
            """.TrimEnd() + "\n");
    }

    private static string Lines(IEnumerable<string> lines, Func<string, string> id)
        => string.Join('\n', lines.OrderBy(line => Number(id(line))).ThenBy(id, StringComparer.Ordinal));

    private static int Number(string id) => int.Parse(new string([.. id.Skip(1).TakeWhile(char.IsAsciiDigit)]), System.Globalization.CultureInfo.InvariantCulture);

    private static string Between(string line, string start, string end)
    {
        int from = line.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return line[from..line.IndexOf(end, from, StringComparison.Ordinal)];
    }
}
