using System.Text.Json.Serialization;
using Mayfly.Core.Concurrency;
using Mayfly.Core.Concurrency.Scheduled;
using Mayfly.Core.EventInvoke;
using Mayfly.Core.FunctionUrls;
using Mayfly.Core.Policies;
using Mayfly.Core.Versions;

namespace Mayfly.Core.Functions;

/// <summary>What hangs on a function besides its code and configuration, kept across restarts as one document.</summary>
public sealed record FunctionResources
{
    public required FunctionKey Key { get; init; }

    /// <summary>In ordinal order of their names.</summary>
    public IReadOnlyList<AliasRecord> Aliases { get; init; } = [];

    /// <summary>Resource-based policies, at most one for the function and for each version and alias.</summary>
    public IReadOnlyList<PolicyRecord> Policies { get; init; } = [];

    /// <summary>At most one for each version and alias; $LATEST's stands for the function as a whole.</summary>
    public IReadOnlyList<EventInvokeRecord> EventInvokes { get; init; } = [];

    /// <summary>What the function has for itself, and at most; null for no reservation.</summary>
    public int? ReservedConcurrency { get; init; }

    /// <summary>At most one for each published version and alias.</summary>
    public IReadOnlyList<ProvisionedRecord> Provisioned { get; init; } = [];

    /// <summary>What tags scheduled for <see cref="Provisioned"/> and is in force, at most one for each published version and alias.</summary>
    public IReadOnlyList<ScheduledTick> ScheduledTicks { get; init; } = [];

    /// <summary>Environments that all versions and aliases together ask to have ready.</summary>
    [JsonIgnore]
    public int ProvisionedTotal => Provisioned.Sum(static config => config.Requested);

    /// <summary>At most one for the function and for each alias.</summary>
    public IReadOnlyList<FunctionUrlRecord> Urls { get; init; } = [];

    /// <summary>Whose packages the function takes; null for anybody's.</summary>
    public string? CodeSigningConfigArn { get; init; }

    /// <summary>Whether the function may be invoked again and again by what it does itself.</summary>
    public bool AllowsRecursion { get; init; }

    /// <summary>Without what hangs on one version or alias, which is going.</summary>
    public FunctionResources Without(string qualifier) => this with
    {
        Aliases = [.. Aliases.Where(alias => alias.Name != qualifier)],
        Policies = [.. Policies.Where(policy => policy.Qualifier != qualifier)],
        EventInvokes = [.. EventInvokes.Where(config => config.Qualifier != qualifier)],
        Urls = [.. Urls.Where(url => url.Qualifier != qualifier)],
        Provisioned = [.. Provisioned.Where(config => config.Qualifier != qualifier)],
        ScheduledTicks = [.. ScheduledTicks.Where(tick => tick.Qualifier != qualifier)],
    };
}
