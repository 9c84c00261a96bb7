namespace Mayfly.Core.Logs.Lambda;

/// <summary>How an initialization or invocation ended, in the words of the Telemetry API's schema.</summary>
internal enum PlatformStatus
{
    /// <summary>The function answered.</summary>
    Success,

    /// <summary>The handler failed. "error" in JSON; in text nothing is said of it, as on AWS.</summary>
    Failure,

    /// <summary>The runtime ended or misbehaved.</summary>
    Error,

    /// <summary>Time ran out.</summary>
    Timeout,
}
