using System.Globalization;
using Mayfly.Bench.Load.Comparing;

namespace Mayfly.Bench.Load.Reporting;

/// <summary>A finding in words.</summary>
internal static class ResultRow
{
    public static IReadOnlyList<string> Headings { get; } = ["measure", "what", "Mayfly", "baseline", "figure", "good", "goal", "reached", "measured"];

    public static IReadOnlyList<string> Of(Finding finding, DateTimeOffset date) =>
    [
        finding.Id,
        finding.Title,
        Write(Spread.Of(finding.Pairs.Ours), finding.Unit),
        Write(Spread.Of(finding.Pairs.Baseline), finding.Unit),
        $"**{Write(finding.Figure, finding.FigureUnit)}**",
        Write(finding.Mark.Good, finding),
        Write(finding.Mark.Goal, finding),
        finding.Mark.Judge(finding.Figure.Median),
        date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    ];

    private static string Write(double mark, Finding finding)
        => double.IsNaN(mark) ? "" : $"{(finding.Mark.HigherIsBetter ? "≥" : "≤")} {Write(mark)} {finding.FigureUnit}";

    private static string Write(Spread spread, string unit) => $"{Write(spread.Median)} {unit} ({Write(spread.Minimum)}–{Write(spread.Maximum)})";

    /// <summary>Three significant digits, and no more than a reader can use.</summary>
    private static string Write(double value) => value switch
    {
        >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.#", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.##", CultureInfo.InvariantCulture),
        _ => value.ToString("0.###", CultureInfo.InvariantCulture),
    };
}
