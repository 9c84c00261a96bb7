namespace Mayfly.Core.Telemetry;

/// <summary>The streams that an extension can subscribe to.</summary>
[Flags]
internal enum TelemetryTypes
{
    None = 0,

    /// <summary>What Lambda itself reports.</summary>
    Platform = 1,

    /// <summary>What the function writes.</summary>
    Function = 2,

    /// <summary>What extensions write.</summary>
    Extension = 4,
}
