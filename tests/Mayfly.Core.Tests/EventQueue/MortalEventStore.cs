using Mayfly.Core.EventQueue;

namespace Mayfly.Core.Tests.EventQueue;

/// <summary>A store as one process sees it: once that has died, nothing of its reaches the store any more.</summary>
internal sealed class MortalEventStore(MemoryEventStore store) : IEventStore
{
    private volatile bool _dead;

    public long Count => store.Count;

    public void Die() => _dead = true;

    public IReadOnlyList<LaneSummary> Open() => store.Open();

    public long NextEvent() => store.NextEvent();

    public long NextLane() => store.NextLane();

    public Task ApplyAsync(EventChange change) => store.ApplyAsync(change, () => ObjectDisposedException.ThrowIf(_dead, this));

    public Task DropAsync(long lane, Action<int> removed) => _dead ? Task.CompletedTask : store.DropAsync(lane, removed);

    public IReadOnlyList<EventHead> ReadHeads(long lane, int limit) => store.ReadHeads(lane, limit);

    public IReadOnlyList<QueuedEvent> Read(IReadOnlyList<EventHead> heads, int largestContent) => store.Read(heads, largestContent);

    public byte[]? ReadContent(long id) => store.ReadContent(id);
}
