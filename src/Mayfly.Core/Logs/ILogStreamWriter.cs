namespace Mayfly.Core.Logs;

/// <summary>Appends to one log stream through a bounded buffer of its own, so that a flood slows nobody else.</summary>
public interface ILogStreamWriter : IAsyncDisposable
{
    /// <summary>Buffers one event (the bytes are copied). False when the buffer is past its bound: the event was still taken, but stop the source until <see cref="WaitForRoomAsync"/>.</summary>
    bool Append(DateTimeOffset timestamp, ReadOnlySpan<byte> message);

    /// <summary>Completes when the buffer has drained below half its bound.</summary>
    ValueTask WaitForRoomAsync(CancellationToken cancellationToken);
}
