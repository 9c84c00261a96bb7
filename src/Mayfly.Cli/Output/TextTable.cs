namespace Mayfly.Cli.Output;

/// <summary>Columns of text, each as wide as its widest cell.</summary>
internal static class TextTable
{
    public static void Print(TextWriter writer, IEnumerable<string[]> rows)
    {
        string[][] all = [.. rows];
        int[] widths = [.. Enumerable.Range(0, all.Select(row => row.Length).DefaultIfEmpty().Max()).Select(column => all.Max(row => row.Length > column ? row[column].Length : 0))];
        foreach (string[] row in all)
        {
            writer.WriteLine(string.Join("  ", row.Select((cell, column) => column == row.Length - 1 ? cell : cell.PadRight(widths[column]))));
        }
    }
}
