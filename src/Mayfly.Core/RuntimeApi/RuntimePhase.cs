namespace Mayfly.Core.RuntimeApi;

/// <summary>Where a runtime stands. The Runtime API refuses what does not fit the phase with 403 InvalidStateTransition, as AWS does.</summary>
internal enum RuntimePhase
{
    /// <summary>A stem: booted, belongs to nobody, waits to be claimed.</summary>
    Stem,

    /// <summary>Loading the function; the first /next ends it.</summary>
    Initialising,

    /// <summary>Waiting in /next.</summary>
    Ready,

    /// <summary>Has an event and owes a response.</summary>
    Invoking,

    /// <summary>Is streaming a response.</summary>
    Responding,

    /// <summary>Has broken its streamed response off in the middle, and has neither asked for the next event nor ended yet.</summary>
    BrokenOff,

    /// <summary>Has responded and has not asked for the next event yet.</summary>
    Responded,

    /// <summary>The process has ended or is being ended.</summary>
    Ended,
}
