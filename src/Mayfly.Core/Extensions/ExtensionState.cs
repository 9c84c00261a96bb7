namespace Mayfly.Core.Extensions;

/// <summary>Where an extension stands; the names are those of AWS's EXTENSION log lines.</summary>
internal enum ExtensionState
{
    /// <summary>Its process runs and it has not registered.</summary>
    Started,

    /// <summary>Has registered and not asked for its first event.</summary>
    Registered,

    /// <summary>Waits for an event.</summary>
    Ready,

    /// <summary>Has an event and has not asked for the next.</summary>
    Running,

    /// <summary>Said that it cannot initialise.</summary>
    InitError,

    /// <summary>Said that it must end.</summary>
    ExitError,

    /// <summary>Its process has ended.</summary>
    Exited,

    /// <summary>Its process could not be started.</summary>
    LaunchError,
}
