using System.Globalization;
using System.Text;

namespace Mayfly.Conformance.Tests.Measuring;

/// <summary>The rows as a table: printed, and put into the file that MAYFLY_CONFORMANCE_TABLE names, in place of the section of that name.</summary>
internal static class MeasurementTable
{
    private const string FileVariable = "MAYFLY_CONFORMANCE_TABLE";
    private const string Heading = "## Runtimes";

    public static void Write(IReadOnlyList<RuntimeMeasurement> rows)
    {
        string section = Section(rows);
        Console.WriteLine($"\n{section}");
        if (Environment.GetEnvironmentVariable(FileVariable) is { Length: > 0 } file)
        {
            string text = File.ReadAllText(file);
            int from = text.IndexOf(Heading, StringComparison.Ordinal);
            int to = from < 0 ? -1 : text.IndexOf("\n## ", from, StringComparison.Ordinal);
            File.WriteAllText(file, from < 0 ? $"{text.TrimEnd()}\n\n{section}" : to < 0 ? text[..from] + section : $"{text[..from]}{section}{text[to..]}");
        }
    }

    private static string Section(IReadOnlyList<RuntimeMeasurement> rows)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{Heading}\n\nWritten by `runtimes/conformance/run --measure --write` on {TimeProvider.System.GetUtcNow():yyyy-MM-dd}. Both sides took turns; values are medians with the smallest and the\nlargest turn, ratios are taken turn by turn. A cold start is a new function's first Invoke, with a stem waiting where the pack has stems; bare is the\ninterpreter with a program of one line, to its first byte of output. Memory is the PSS of the processes inside the sandbox and of the bare process.\n\n");
        text.Append("| runtime | cold start, ms | bare, ms | ratio | idle environment, MB | bare, MB | ratio |\n|---|---|---|---|---|---|---|\n");
        foreach (RuntimeMeasurement row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Runtime.Name} | {Spread(row.ColdStart)} | {Spread(row.BareStart)} | {Spread(Ratios(row.ColdStart, row.BareStart))} | {Spread(row.Idle)} | {Spread(row.BareIdle)} | {Spread(Ratios(row.Idle, row.BareIdle))} |\n");
        }

        return text.ToString();
    }

    private static IReadOnlyList<double> Ratios(IReadOnlyList<double> ours, IReadOnlyList<double> bare) => [.. ours.Zip(bare, (one, other) => one / other)];

    private static string Spread(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
        {
            return "–";
        }

        double[] sorted = [.. values.Order()];
        return string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Length / 2]:0.##} ({sorted[0]:0.##}–{sorted[^1]:0.##})");
    }
}
