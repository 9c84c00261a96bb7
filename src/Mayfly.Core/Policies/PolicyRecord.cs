namespace Mayfly.Core.Policies;

/// <summary>The resource-based policy of a function, or of one version or alias, as it is kept.</summary>
public sealed record PolicyRecord
{
    /// <summary>A version or an alias; "$LATEST" for the function as a whole.</summary>
    public required string Qualifier { get; init; }

    /// <summary>The policy language's version.</summary>
    public string Version { get; init; } = "2012-10-17";

    public string Id { get; init; } = "default";

    /// <summary>Each a JSON object.</summary>
    public required IReadOnlyList<string> Statements { get; init; }

    public required string RevisionId { get; init; }
}
