namespace Mayfly.Contracts.Validation;

/// <summary>What the model demands of values of one shape.</summary>
internal abstract class Constraint<T>
{
    /// <summary>The quick question, asked for every value of every request.</summary>
    public abstract bool Accepts(T value);

    /// <summary>The texts of the demands that the value breaks.</summary>
    public abstract IEnumerable<string> BrokenBy(T value);

    /// <summary>The texts of all demands, as AWS lists them when an element of a list or map breaks one.</summary>
    public abstract IEnumerable<string> All();
}
