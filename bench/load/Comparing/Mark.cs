namespace Mayfly.Bench.Load.Comparing;

/// <summary>What a figure should reach.</summary>
/// <param name="Good">What is promised.</param>
/// <param name="Goal">Where we are going; NaN where there is none beyond good.</param>
/// <param name="HigherIsBetter">Which way is better.</param>
internal sealed record Mark(double Good, double Goal, bool HigherIsBetter)
{
    public static Mark AtMost(double good, double goal = double.NaN) => new(good, goal, HigherIsBetter: false);

    public static Mark AtLeast(double good, double goal = double.NaN) => new(good, goal, HigherIsBetter: true);

    /// <summary>"goal", "good" or "missed".</summary>
    public string Judge(double figure) => Reaches(figure, Goal) ? "goal" : Reaches(figure, Good) ? "good" : "missed";

    private bool Reaches(double figure, double mark) => HigherIsBetter ? figure >= mark : figure <= mark;
}
