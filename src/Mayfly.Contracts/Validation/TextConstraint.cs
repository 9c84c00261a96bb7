namespace Mayfly.Contracts.Validation;

/// <summary>Length, pattern and allowed values of texts and enums.</summary>
internal sealed class TextConstraint(int? min, int? max, ValuePattern? pattern, IReadOnlyList<string>? allowed) : Constraint<string>
{
    /// <summary>Takes everything.</summary>
    public static TextConstraint None { get; } = new(null, null, null, null);

    public override bool Accepts(string value) =>
        !(value.Length > max) && !(value.Length < min) && (pattern is null || pattern.Accepts(value)) && (allowed is null || allowed.Contains(value));

    public override IEnumerable<string> BrokenBy(string value)
    {
        // The order in which AWS lists the demands of an element.
        if (value.Length > max)
        {
            yield return Demand.MaxLength(max.Value);
        }

        if (value.Length < min)
        {
            yield return Demand.MinLength(min.Value);
        }

        if (pattern is not null && !pattern.Accepts(value))
        {
            yield return Demand.Pattern(pattern);
        }

        if (allowed is not null && !allowed.Contains(value))
        {
            yield return Demand.OneOf(allowed);
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

        if (pattern is not null)
        {
            yield return Demand.Pattern(pattern);
        }

        if (allowed is not null)
        {
            yield return Demand.OneOf(allowed);
        }
    }
}
