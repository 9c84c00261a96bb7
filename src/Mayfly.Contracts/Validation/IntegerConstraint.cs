namespace Mayfly.Contracts.Validation;

/// <summary>The range of whole numbers.</summary>
internal sealed class IntegerConstraint(long? min, long? max) : Constraint<long>
{
    public override bool Accepts(long value) => !(value > max) && !(value < min);

    public override IEnumerable<string> BrokenBy(long value)
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
