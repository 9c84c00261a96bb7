namespace Mayfly.Core.Logs.Lambda;

/// <summary>Takes one event of the telemetry pipe. Valid during the call only.</summary>
/// <param name="timestamp">What the frame says; null when that cannot be a time.</param>
/// <param name="level">The level in the frame's type; null when it has none.</param>
/// <param name="message">The message, or a part of one that was too long.</param>
internal delegate void LogFrameCallback(DateTimeOffset? timestamp, LambdaLogLevel? level, ReadOnlySpan<byte> message);
