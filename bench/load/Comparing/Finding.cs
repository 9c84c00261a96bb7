namespace Mayfly.Bench.Load.Comparing;

/// <summary>One line of the results.</summary>
/// <param name="Id">Of the measure in docs and marks, such as "G1"; with a suffix where a measure has several lines.</param>
/// <param name="Title">What is compared.</param>
/// <param name="Unit">Of both sides' values.</param>
/// <param name="Pairs">Both sides, repetition by repetition.</param>
/// <param name="Figure">What the mark is about.</param>
/// <param name="FigureUnit">The figure's unit; "×" for a ratio.</param>
/// <param name="Mark">What the figure should reach.</param>
/// <param name="Notes">What a reader must know to judge the figure.</param>
internal sealed record Finding(string Id, string Title, string Unit, Pairs Pairs, Spread Figure, string FigureUnit, Mark Mark, IReadOnlyList<string> Notes);
