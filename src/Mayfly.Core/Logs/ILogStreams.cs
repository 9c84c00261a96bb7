namespace Mayfly.Core.Logs;

/// <summary>Where environments write their logs. Making a stream makes its group.</summary>
public interface ILogStreams
{
    /// <summary>Opens a stream of an environment for appending. Cheap; touches no disk on the caller's thread.</summary>
    ILogStreamWriter Open(LogStreamKey key);
}
