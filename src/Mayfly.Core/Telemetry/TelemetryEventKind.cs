namespace Mayfly.Core.Telemetry;

/// <summary>The platform's events; "platform." and the name in lower camel case are their type.</summary>
internal enum TelemetryEventKind
{
    InitStart,
    InitRuntimeDone,
    InitReport,
    Start,
    RuntimeDone,
    Report,
    Extension,
    TelemetrySubscription,
    LogsDropped,

    /// <summary>Logs API only.</summary>
    LogsSubscription,

    /// <summary>Logs API only.</summary>
    End,

    /// <summary>Logs API only.</summary>
    Fault,
}
