namespace Mayfly.Core.Logs.Wire;

/// <summary>As in AWS's API reference.</summary>
public sealed record UntagResourceRequest
{
    public string? ResourceArn { get; init; }

    public IReadOnlyList<string>? TagKeys { get; init; }
}
