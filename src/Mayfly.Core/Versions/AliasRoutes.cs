using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Mayfly.Core.Versions;

/// <summary>The routes of a function's aliases, for the hot path. Replaced when an alias changes; the aliases that stay keep their place in their sequence.</summary>
internal sealed class AliasRoutes
{
    public static readonly AliasRoutes None = new([]);

    private readonly FrozenDictionary<string, AliasRoute> _routes;

    private AliasRoutes(IEnumerable<AliasRoute> routes) => _routes = routes.ToFrozenDictionary(static route => route.Alias.Name, StringComparer.Ordinal);

    public bool TryGet(string name, [NotNullWhen(true)] out AliasRoute? route) => _routes.TryGetValue(name, out route);

    /// <summary>Routes for <paramref name="aliases"/>.</summary>
    public AliasRoutes For(IReadOnlyList<AliasRecord> aliases) =>
        new(aliases.Select(alias => TryGet(alias.Name, out AliasRoute? route) && route.Alias == alias ? route : new AliasRoute(alias)));
}
