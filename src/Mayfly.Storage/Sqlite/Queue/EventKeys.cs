using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Dapper;
using Mayfly.Storage.Encryption;
using Microsoft.Data.Sqlite;

namespace Mayfly.Storage.Sqlite.Queue;

/// <summary>The data keys of queued events: a new one for each run of the server, and those of earlier runs for as long as events need them.</summary>
internal sealed class EventKeys : IDisposable
{
    private readonly EnvelopeCipher _envelope;
    private readonly ConcurrentDictionary<long, EventCipher> _ciphers = new();

    /// <param name="envelope">Wraps the keys.</param>
    /// <param name="connection">Used before anything else uses the database.</param>
    public EventKeys(EnvelopeCipher envelope, SqliteConnection connection)
    {
        _envelope = envelope;
        connection.Execute("DELETE FROM event_keys WHERE id NOT IN (SELECT DISTINCT key FROM events)");
        foreach ((long id, byte[] wrapped) in connection.Query<(long Id, byte[] Sealed)>("SELECT id, sealed FROM event_keys"))
        {
            _ciphers[id] = new EventCipher(id, envelope.Open(Identity(id), wrapped));
        }

        long next = _ciphers.Keys.DefaultIfEmpty().Max() + 1;
        byte[] dataKey = RandomNumberGenerator.GetBytes(MasterKey.SecretSize);
        connection.Execute("INSERT INTO event_keys (id, sealed) VALUES (@next, @wrapped)", new { next, wrapped = envelope.Seal(Identity(next), dataKey) });
        Current = _ciphers[next] = new EventCipher(next, dataKey);
    }

    /// <summary>What seals in this run of the server.</summary>
    public EventCipher Current { get; }

    /// <exception cref="SealedCorruptException">There is no such key.</exception>
    public EventCipher Find(long id) =>
        _ciphers.TryGetValue(id, out EventCipher? cipher) ? cipher : throw new SealedCorruptException($"A stored event cannot be decrypted: its data key {id} is missing.");

    /// <summary>Wraps all keys under the current master key; inside a transaction of the writer's.</summary>
    public int Rewrap(SqliteConnection connection)
    {
        int rewrapped = 0;
        foreach ((long id, byte[] wrapped) in connection.Query<(long Id, byte[] Sealed)>("SELECT id, sealed FROM event_keys", buffered: true))
        {
            if (_envelope.Rewrap(Identity(id), wrapped.AsSpan(0, SealedFormat.HeaderSize)))
            {
                connection.Execute("UPDATE event_keys SET sealed = @wrapped WHERE id = @id", new { id, wrapped });
                rewrapped++;
            }
        }

        return rewrapped;
    }

    public void Dispose()
    {
        foreach (EventCipher cipher in _ciphers.Values)
        {
            cipher.Dispose();
        }
    }

    private static string Identity(long id) => string.Create(CultureInfo.InvariantCulture, $"event-key/{id}");
}
