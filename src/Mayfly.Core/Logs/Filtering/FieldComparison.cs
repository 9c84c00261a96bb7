namespace Mayfly.Core.Logs.Filtering;

/// <summary><c>status = 4*</c>: a field compares so.</summary>
internal sealed class FieldComparison(string name, Comparand comparand) : Condition<DelimitedEvent>
{
    /// <summary>The field's name.</summary>
    public string Field { get; } = name;

    /// <summary>Its place, known once the whole pattern has been read.</summary>
    public int Index { get; set; }

    public override bool Holds(scoped in DelimitedEvent subject) => comparand.Accepts(subject.Field(Index), subject.Number(Index));
}
