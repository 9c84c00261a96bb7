using Mayfly.Core.Functions;

namespace Mayfly.Core.Concurrency;

/// <summary>What a function's settings say about its concurrency.</summary>
public sealed record FunctionTerms
{
    private static readonly Dictionary<string, int> _none = [];

    /// <summary>Of a function that has nothing of its own.</summary>
    public static FunctionTerms None { get; } = new();

    /// <summary>What the function has for itself, and at most; null for no reservation.</summary>
    public int? Reserved { get; init; }

    /// <summary>Environments that all its versions and aliases ask to have ready.</summary>
    public int ProvisionedTotal { get; init; }

    /// <summary>How many environments of each version are to be ready.</summary>
    public IReadOnlyDictionary<string, int> Versions { get; init; } = _none;

    /// <summary>What is taken out of the account's unreserved concurrency.</summary>
    public int SetAside => Reserved ?? ProvisionedTotal;

    /// <summary>What may run on demand under the reservation.</summary>
    public int OnDemand => (Reserved ?? 0) - ProvisionedTotal;

    public bool IsNone => Reserved is null && ProvisionedTotal == 0;

    internal static FunctionTerms Of(FunctionEntry? entry) => entry is null || (entry.Resources.ReservedConcurrency is null && entry.Resources.Provisioned.Count == 0)
        ? None
        : new FunctionTerms
        {
            Reserved = entry.Resources.ReservedConcurrency,
            ProvisionedTotal = entry.Resources.ProvisionedTotal,
            Versions = ProvisionedPlan.Of(entry).ToDictionary(static share => share.Key.Version, static share => share.Value),
        };

    public bool Equals(FunctionTerms? other) =>
        other is not null && Reserved == other.Reserved && ProvisionedTotal == other.ProvisionedTotal && Versions.Count == other.Versions.Count
        && Versions.All(one => other.Versions.TryGetValue(one.Key, out int there) && there == one.Value);

    public override int GetHashCode() => HashCode.Combine(Reserved, ProvisionedTotal, Versions.Count);
}
