using Mayfly.Core.Versions;

namespace Mayfly.Core.Functions;

/// <summary>What hangs on a function besides its code and configuration, kept across restarts as one document.</summary>
public sealed record FunctionResources
{
    public required FunctionKey Key { get; init; }

    /// <summary>In ordinal order of their names.</summary>
    public IReadOnlyList<AliasRecord> Aliases { get; init; } = [];

    /// <summary>Without what hangs on one version or alias, which is going.</summary>
    public FunctionResources Without(string qualifier) => this with { Aliases = [.. Aliases.Where(alias => alias.Name != qualifier)] };
}
