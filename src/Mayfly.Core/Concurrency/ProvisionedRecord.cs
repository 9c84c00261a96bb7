namespace Mayfly.Core.Concurrency;

/// <summary>How many environments a version or an alias is to have ready, as it is kept.</summary>
public sealed record ProvisionedRecord
{
    /// <summary>A published version or an alias.</summary>
    public required string Qualifier { get; init; }

    public required int Requested { get; init; }

    public required DateTimeOffset LastModified { get; init; }
}
