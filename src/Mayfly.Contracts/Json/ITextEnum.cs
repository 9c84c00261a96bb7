namespace Mayfly.Contracts.Json;

/// <summary>An AWS enum: a text with known values, open to new ones.</summary>
public interface ITextEnum<TSelf>
    where TSelf : struct, ITextEnum<TSelf>
{
    /// <summary>The values of the model, in the order in which AWS prints them.</summary>
    static abstract IReadOnlyList<string> Known { get; }

    /// <summary>The text on the wire; null only in the default value, which stands for a null in a list.</summary>
    string Value { get; }

    /// <summary>Any text, known or not.</summary>
    static abstract TSelf From(string value);
}
