namespace Mayfly.Contracts.Validation;

/// <summary>The range of floating-point numbers.</summary>
internal sealed class DecimalConstraint(double? min, double? max) : Constraint<double>
{
    public override bool Accepts(double value) => !(value > max) && !(value < min);

    public override IEnumerable<string> BrokenBy(double value)
    {
        if (value > max)
        {
            yield return Demand.MaxValue(JavaText.Of(max.Value));
        }

        if (value < min)
        {
            yield return Demand.MinValue(JavaText.Of(min.Value));
        }
    }

    public override IEnumerable<string> All() => RangeDemands.Of(JavaText.OrNull(min), JavaText.OrNull(max));
}
