namespace Mayfly.Core.Functions;

/// <summary>What one change of a function writes: all of it or nothing.</summary>
/// <param name="Key">The function.</param>
public sealed record FunctionChange(FunctionKey Key)
{
    /// <summary>Inserted or replaced, $LATEST first: versions belong to it.</summary>
    public IReadOnlyList<FunctionRecord> Saved { get; init; } = [];

    public IReadOnlyList<string> DeletedVersions { get; init; } = [];

    /// <summary>Inserted or replaced; null when they stay as they are.</summary>
    public FunctionResources? Resources { get; init; }
}
