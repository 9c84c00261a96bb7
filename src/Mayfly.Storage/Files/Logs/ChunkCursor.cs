using System.Buffers.Binary;
using Mayfly.Core.Logs;

namespace Mayfly.Storage.Files.Logs;

/// <summary>Walks the events of one chunk, forward or backward, within a range.</summary>
internal sealed class ChunkCursor
{
    private const int IngestionTimeOffset = 48;

    private readonly byte[] _chunk;
    private readonly string _stream;
    private readonly long _firstSequence;
    private readonly List<int> _offsets;
    private readonly PositionRange _range;
    private readonly int _step;
    private int _current;

    public ChunkCursor(byte[] chunk, in ChunkEntry entry, string stream, in PositionRange range, bool descending)
    {
        _chunk = chunk;
        _stream = stream;
        _firstSequence = entry.FirstSequence;
        _range = range;
        _offsets = new List<int>(entry.Count);
        for (int offset = LogChunk.HeaderSize; LogRecords.TryRead(chunk.AsSpan(offset), out _, out int length); offset += LogRecords.Overhead + length)
        {
            _offsets.Add(offset);
        }

        _step = descending ? -1 : 1;
        _current = descending ? _offsets.Count : -1;
    }

    /// <summary>Where the cursor stands.</summary>
    public LogPosition Position => new(BinaryPrimitives.ReadInt64LittleEndian(_chunk.AsSpan(_offsets[_current])), _firstSequence + _current);

    public LogEvent Current
    {
        get
        {
            int offset = _offsets[_current];
            LogRecords.TryRead(_chunk.AsSpan(offset), out _, out int length);
            return new LogEvent(
                _stream,
                Position,
                BinaryPrimitives.ReadInt64LittleEndian(_chunk.AsSpan(IngestionTimeOffset)),
                _chunk.AsMemory(offset + LogRecords.Overhead, length));
        }
    }

    /// <summary>Goes to the next event within the range; false when there is none.</summary>
    public bool MoveNext()
    {
        do
        {
            _current += _step;
            if (_current < 0 || _current >= _offsets.Count)
            {
                return false;
            }
        }
        while (!_range.Contains(Position));
        return true;
    }
}
