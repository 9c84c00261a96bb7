namespace Mayfly.Core.Logs.Wire;

/// <summary>As in AWS's API reference.</summary>
public sealed record TagResourceRequest
{
    public string? ResourceArn { get; init; }

    public Dictionary<string, string>? Tags { get; init; }
}
