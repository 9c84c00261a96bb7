namespace Mayfly.Core.Environments;

/// <summary>Where a pool holds an environment.</summary>
internal enum EnvironmentPlace
{
    /// <summary>With an event, or being initialised.</summary>
    Busy,

    /// <summary>Has responded and is about to ask for the next event.</summary>
    Settling,

    /// <summary>Asked for the next event before the pool heard of its response.</summary>
    Early,

    /// <summary>Waits for an event.</summary>
    Idle,

    /// <summary>No longer the pool's.</summary>
    Gone,
}
