namespace Mayfly.Core.Logs.Wire;

/// <summary>As in AWS's API reference.</summary>
public sealed record ListTagsForResourceRequest
{
    public string? ResourceArn { get; init; }
}
