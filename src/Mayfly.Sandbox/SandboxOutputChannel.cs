namespace Mayfly.Sandbox;

/// <summary>Which pipe a byte came from.</summary>
public enum SandboxOutputChannel
{
    /// <summary>Standard output and standard error, one pipe, so that their order is kept.</summary>
    Console,

    /// <summary>
    /// The framed pipe whose descriptor number stands in _LAMBDA_TELEMETRY_LOG_FD: each message is a 4-byte type (0xa55a0003), a 4-byte length,
    /// an 8-byte timestamp in microseconds since 1970 (all big-endian), then the message. It keeps messages of several lines whole.
    /// </summary>
    Telemetry,
}
