namespace Mayfly.Core.Logs.Filtering;

/// <summary>Conditions joined by <c>||</c>.</summary>
internal sealed class AnyOf<TSubject>(Condition<TSubject>[] conditions) : Condition<TSubject>
    where TSubject : allows ref struct
{
    public override bool Holds(scoped in TSubject subject)
    {
        foreach (Condition<TSubject> condition in conditions)
        {
            if (condition.Holds(subject))
            {
                return true;
            }
        }

        return false;
    }
}
