namespace Mayfly.Core.Logs.Lambda;

/// <summary>Takes one event of the console: a line with its newline, or a part of one that was too long. Valid during the call only.</summary>
internal delegate void LogLineCallback(ReadOnlySpan<byte> line);
