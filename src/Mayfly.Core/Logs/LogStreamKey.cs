namespace Mayfly.Core.Logs;

/// <summary>Names one log stream.</summary>
public readonly record struct LogStreamKey(string Account, string Region, string Group, string Stream);
