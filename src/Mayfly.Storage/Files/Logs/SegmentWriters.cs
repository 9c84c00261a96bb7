using Mayfly.Core.Logs;

namespace Mayfly.Storage.Files.Logs;

/// <summary>The groups' open segments: the least recently used are closed, so that thousands of groups do not hold thousands of files. Used under the index's gate.</summary>
internal sealed class SegmentWriters(LogIndex index, LogFolder folder, LogsOptions options)
{
    private readonly Dictionary<long, LinkedListNode<SegmentWriter>> _byGroup = [];
    private readonly LinkedList<SegmentWriter> _recent = new();

    /// <summary>The group's segment to write to: sealed and replaced when it is full or old. Call inside a transaction.</summary>
    public SegmentWriter Get(long groupId, long now)
    {
        if (!_byGroup.TryGetValue(groupId, out LinkedListNode<SegmentWriter>? node))
        {
            node = Add(OpenNewest(groupId, now));
        }

        if (node.Value.Length >= options.SegmentBytes || now - node.Value.Created >= options.SegmentAge.TotalMilliseconds)
        {
            Seal(node.Value);
            node = Add(Begin(groupId, now));
        }

        _recent.Remove(node);
        _recent.AddFirst(node);
        return node.Value;
    }

    /// <summary>Closes the least recently used until <paramref name="room"/> more may be opened.</summary>
    public void MakeRoom(int room)
    {
        while (_recent.Count > 0 && _recent.Count + room > options.OpenSegments)
        {
            Close(_recent.Last!.Value);
        }
    }

    /// <summary>Closes the group's segment, if it is open.</summary>
    public void Close(long groupId)
    {
        if (_byGroup.TryGetValue(groupId, out LinkedListNode<SegmentWriter>? node))
        {
            Close(node.Value);
        }
    }

    public void CloseAll()
    {
        while (_recent.Last is { } last)
        {
            Close(last.Value);
        }
    }

    /// <summary>Closes the files and leaves the rows alone: what they say after a failed transaction is not known, so the next opening recovers.</summary>
    public void Abandon()
    {
        while (_recent.Last is { } last)
        {
            Remove(last.Value);
        }
    }

    private SegmentWriter OpenNewest(long groupId, long now)
    {
        List<(long Id, long Created)> newest = index.Writer.List(
            row => (row.GetInt64(0), row.GetInt64(1)),
            "SELECT id, created FROM log_segments WHERE group_id = $1 AND state <> $2 ORDER BY id DESC LIMIT 1", groupId, (int)SegmentState.Sealed);
        if (newest is not [(long id, long created)])
        {
            return Begin(groupId, now);
        }

        index.Writer.Run("UPDATE log_segments SET state = $2 WHERE id = $1", id, (int)SegmentState.Open);
        return SegmentWriter.Open(folder, groupId, id, created, NextSequence(groupId));
    }

    private SegmentWriter Begin(long groupId, long now)
    {
        long id = index.Writer.Scalar<long>(
            "INSERT INTO log_segments (group_id, created, state) VALUES ($1, $2, $3) RETURNING id", groupId, now, (int)SegmentState.Open);
        return SegmentWriter.Open(folder, groupId, id, now, NextSequence(groupId));
    }

    private long NextSequence(long groupId) => index.Writer.Scalar<long>("SELECT next_sequence FROM log_groups WHERE id = $1", groupId);

    private void Seal(SegmentWriter writer)
    {
        writer.Sync();
        index.Writer.Run("UPDATE log_segments SET state = $2 WHERE id = $1", writer.SegmentId, (int)SegmentState.Sealed);
        Remove(writer);
    }

    private void Close(SegmentWriter writer)
    {
        index.Writer.Run("UPDATE log_segments SET state = $2 WHERE id = $1", writer.SegmentId, (int)SegmentState.Closed);
        Remove(writer);
    }

    private LinkedListNode<SegmentWriter> Add(SegmentWriter writer) => _byGroup[writer.GroupId] = _recent.AddFirst(writer);

    private void Remove(SegmentWriter writer)
    {
        if (_byGroup.Remove(writer.GroupId, out LinkedListNode<SegmentWriter>? node))
        {
            _recent.Remove(node);
        }

        writer.Dispose();
    }
}
