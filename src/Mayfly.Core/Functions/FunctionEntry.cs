using System.Diagnostics.CodeAnalysis;
using Mayfly.Core.Versions;

namespace Mayfly.Core.Functions;

/// <summary>What is known of a function right now. Immutable: a change replaces it in <see cref="FunctionStore"/>.</summary>
internal sealed record FunctionEntry
{
    public required FunctionRecord Record { get; init; }

    public required FunctionState State { get; init; }

    /// <summary>What events meet now; during an update still the version before it. Null while nothing can run.</summary>
    public FunctionVersion? Serving { get; init; }

    /// <summary>The activation under way, by which it recognises that it is still wanted; null when none is.</summary>
    public object? Activation { get; init; }

    /// <summary>During an update: the record before it, to which a failed activation goes back, and whose package is held until the switch.</summary>
    public FunctionRecord? Before { get; init; }

    /// <summary>The version that was published together with the code that is being put in place; null when none was.</summary>
    public string? Publishing { get; init; }

    public PublishedVersions Published { get; init; } = PublishedVersions.None;

    public required FunctionResources Resources { get; init; }

    /// <summary>The way from an alias to its versions; follows <see cref="Resources"/>.</summary>
    public AliasRoutes Routes { get; private init; } = AliasRoutes.None;

    /// <summary>Zipped bytes of $LATEST and all published versions.</summary>
    public long CodeSize => Record.Package.ZippedSize + Published.CodeSize;

    /// <summary>True from an update's acceptance to its switch.</summary>
    public bool Updating => Activation is not null && Before is not null;

    public FunctionLookup Lookup => State switch
    {
        FunctionState.Active => new FunctionLookup(FunctionLookupOutcome.Active, Serving),
        FunctionState.Pending => new FunctionLookup(FunctionLookupOutcome.Pending, null, StateReasons.Creating),
        _ => new FunctionLookup(FunctionLookupOutcome.Failed, null, Record.Failure),
    };

    /// <summary>What a version's name or an alias means for one invocation.</summary>
    public FunctionLookup Find(string qualifier)
    {
        string version = Routes.TryGet(qualifier, out AliasRoute? route) ? route.Next() : qualifier;
        return TryGetVersion(version, out FunctionEntry? entry) ? entry.Lookup : new FunctionLookup(FunctionLookupOutcome.NotFound, null);
    }

    /// <summary>Finds $LATEST or a published version.</summary>
    public bool TryGetVersion(string version, [NotNullWhen(true)] out FunctionEntry? entry)
    {
        entry = this;
        return version == FunctionVersions.Latest || Published.TryGet(version, out entry);
    }

    public bool Has(string version) => TryGetVersion(version, out _);

    /// <summary>The alias of that name; null when there is none.</summary>
    public AliasRecord? Alias(string name) => Routes.TryGet(name, out AliasRoute? route) ? route.Alias : null;

    /// <summary>The revision of a version, an alias or, without qualifier, of $LATEST; null when there is none of that name.</summary>
    public string? RevisionOf(string? qualifier) =>
        Alias(qualifier ?? string.Empty)?.RevisionId ?? (TryGetVersion(qualifier ?? FunctionVersions.Latest, out FunctionEntry? version) ? version.Record.RevisionId : null);

    /// <summary>With a new revision of what <paramref name="qualifier"/> names.</summary>
    public FunctionEntry WithRevision(string qualifier, string revision)
    {
        if (Alias(qualifier) is { } alias)
        {
            return With(Resources with { Aliases = [.. Resources.Aliases.Select(one => one == alias ? one with { RevisionId = revision } : one)] });
        }

        if (qualifier == FunctionVersions.Latest)
        {
            return this with { Record = Record with { RevisionId = revision } };
        }

        return Published.TryGet(qualifier, out FunctionEntry? version)
            ? this with { Published = Published.With(version with { Record = version.Record with { RevisionId = revision } }) }
            : this;
    }

    /// <summary>With other tags, which an update under way leaves alone.</summary>
    public FunctionEntry With(IReadOnlyDictionary<string, string> tags) =>
        this with { Record = Record with { Tags = tags }, Before = Before is null ? null : Before with { Tags = tags } };

    /// <summary>With other resources, and the routes that follow from them.</summary>
    public FunctionEntry With(FunctionResources resources) =>
        this with { Resources = resources, Routes = resources.Aliases == Resources.Aliases ? Routes : Routes.For(resources.Aliases) };
}
