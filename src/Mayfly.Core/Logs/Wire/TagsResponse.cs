namespace Mayfly.Core.Logs.Wire;

/// <summary>Output of ListTagsForResource and ListTagsLogGroup.</summary>
public sealed record TagsResponse
{
    public required IReadOnlyDictionary<string, string> Tags { get; init; }
}
