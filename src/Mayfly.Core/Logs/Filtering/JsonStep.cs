namespace Mayfly.Core.Logs.Filtering;

/// <summary>One step of a selector: a property, an element, or (neither) anything.</summary>
/// <param name="Property">A property's name.</param>
/// <param name="Index">An array element, from 0; -1 for none.</param>
internal readonly record struct JsonStep(string? Property, int Index)
{
    public static JsonStep Wildcard => new(null, -1);

    public bool IsWildcard => Property is null && Index < 0;
}
