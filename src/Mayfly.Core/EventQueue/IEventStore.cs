namespace Mayfly.Core.EventQueue;

/// <summary>Keeps events until their end is durable. Contents are encrypted at rest.</summary>
public interface IEventStore
{
    /// <summary>All events, in whichever lane.</summary>
    long Count { get; }

    /// <summary>The lanes that hold events; once, at start.</summary>
    IReadOnlyList<LaneSummary> Open();

    /// <summary>A number that no event has.</summary>
    long NextEvent();

    /// <summary>A number that no lane has.</summary>
    long NextLane();

    /// <summary>Completes when the change is durable; many share one flush of the disk.</summary>
    Task ApplyAsync(EventChange change);

    /// <summary>Removes a lane with all its events. Completes when no restart brings them back; the rest goes little by little.</summary>
    /// <param name="lane">Its number.</param>
    /// <param name="removed">Told how many events went, each time that some did.</param>
    Task DropAsync(long lane, Action<int> removed);

    /// <summary>The lane's first events, in the order in which they are due.</summary>
    IReadOnlyList<EventHead> ReadHeads(long lane, int limit);

    /// <summary>Those of the events that are still there; contents above <paramref name="largestContent"/> bytes are left out.</summary>
    IReadOnlyList<QueuedEvent> Read(IReadOnlyList<EventHead> heads, int largestContent);

    /// <summary>An event's content; null when the event is gone.</summary>
    byte[]? ReadContent(long id);
}
