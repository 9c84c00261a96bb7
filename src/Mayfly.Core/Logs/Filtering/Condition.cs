namespace Mayfly.Core.Logs.Filtering;

/// <summary>Something that an event's fields may satisfy: a node of the tree that JSON and delimited patterns are parsed into.</summary>
internal abstract class Condition<TSubject>
    where TSubject : allows ref struct
{
    public abstract bool Holds(scoped in TSubject subject);
}
