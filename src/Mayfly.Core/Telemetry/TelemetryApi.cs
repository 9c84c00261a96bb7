namespace Mayfly.Core.Telemetry;

/// <summary>By which of AWS's two interfaces an extension has subscribed.</summary>
internal enum TelemetryApi
{
    /// <summary>https://docs.aws.amazon.com/lambda/latest/dg/telemetry-api.html</summary>
    Telemetry,

    /// <summary>The older one: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-logs-api.html</summary>
    Logs,
}
