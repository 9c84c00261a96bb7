namespace Mayfly.Contracts.Validation;

/// <summary>The size of lists, maps and blobs, which AWS words as a length.</summary>
internal sealed class SizeConstraint(int? min, int? max) : Constraint<int>
{
    public override bool Accepts(int value) => !(value > max) && !(value < min);

    public override IEnumerable<string> BrokenBy(int value)
    {
        if (value > max)
        {
            yield return Demand.MaxLength(max.Value);
        }

        if (value < min)
        {
            yield return Demand.MinLength(min.Value);
        }
    }

    public override IEnumerable<string> All()
    {
        if (max is not null)
        {
            yield return Demand.MaxLength(max.Value);
        }

        if (min is not null)
        {
            yield return Demand.MinLength(min.Value);
        }
    }
}
