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

    /// <summary>True from an update's acceptance to its switch.</summary>
    public bool Updating => Activation is not null && Before is not null;

    public FunctionLookup Lookup => State switch
    {
        FunctionState.Active => new FunctionLookup(FunctionLookupOutcome.Active, Serving),
        FunctionState.Pending => new FunctionLookup(FunctionLookupOutcome.Pending, null, StateReasons.Creating),
        _ => new FunctionLookup(FunctionLookupOutcome.Failed, null, Record.Failure),
    };
}
