namespace Mayfly.Contracts.Validation;

/// <summary>Both ends of a range, the upper first as AWS has it.</summary>
internal static class RangeDemands
{
    public static IEnumerable<string> Of(string? min, string? max)
    {
        if (max is not null)
        {
            yield return Demand.MaxValue(max);
        }

        if (min is not null)
        {
            yield return Demand.MinValue(min);
        }
    }
}
