using Mayfly.Core.Logs;
using Microsoft.Data.Sqlite;

namespace Mayfly.Storage.Files.Logs;

/// <summary>For one read: which streams are wanted, and their names.</summary>
internal sealed class StreamNames
{
    private readonly SqliteConnection _connection;
    private readonly string? _prefix;
    private readonly Dictionary<long, string?> _names = [];

    public StreamNames(SqliteConnection connection, long groupId, LogReadRequest request)
    {
        _connection = connection;
        _prefix = request.StreamPrefix;
        if (request.Streams is not null)
        {
            Chosen = [];
            foreach (string name in request.Streams.Distinct(StringComparer.Ordinal))
            {
                long id = connection.Scalar<long>("SELECT id FROM log_streams WHERE group_id = $1 AND name = $2", groupId, name);
                if (id != 0)
                {
                    Chosen.Add(id);
                    _names[id] = name;
                }
            }
        }
    }

    /// <summary>The streams asked for by name; null when all may be wanted.</summary>
    public List<long>? Chosen { get; }

    /// <summary>The stream's name; null when it is not wanted, or deleted.</summary>
    public string? Find(long streamId)
    {
        if (_names.TryGetValue(streamId, out string? name) || Chosen is not null)
        {
            return name;
        }

        name = _connection.Scalar<string>("SELECT name FROM log_streams WHERE id = $1", streamId);
        if (name is not null && _prefix is not null && !name.StartsWith(_prefix, StringComparison.Ordinal))
        {
            name = null;
        }

        _names[streamId] = name;
        return name;
    }
}
