using System.Text;
using Dapper;
using Mayfly.Core.EventQueue;
using Mayfly.Storage.Encryption;
using Mayfly.Storage.Files;
using Mayfly.Storage.Sqlite;
using Mayfly.Storage.Sqlite.Queue;
using Mayfly.Storage.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Mayfly.Storage.Tests.Queue;

public sealed class SqliteEventStoreTests : IDisposable
{
    private static readonly LaneKey _lane = new(LaneKind.Function, "000000000000", "us-east-1", "f");

    private readonly TemporaryFolder _folder = new();
    private DataFolder _data;
    private SqliteEventStore _store;

    public SqliteEventStoreTests()
    {
        Open();
    }

    [Fact]
    public async Task What_is_in_comes_back_in_the_order_in_which_it_is_due()
    {
        await AddAsync(1, due: 300, "third");
        await AddAsync(1, due: 100, "first");
        await AddAsync(1, due: 200, "second");
        await AddAsync(2, due: 50, "another's");

        IReadOnlyList<EventHead> heads = _store.ReadHeads(1, 10);
        Assert.Equal([100, 200, 300], heads.Select(head => head.Due));
        Assert.Equal([100], _store.ReadHeads(1, 1).Select(head => head.Due));
        Assert.Equal(["first", "second", "third"], _store.Read(heads, 1000).OrderBy(one => one.Due).Select(one => Encoding.UTF8.GetString(one.Content!)));
        Assert.Equal(4, _store.Count);
    }

    [Fact]
    public async Task Everything_is_there_after_a_restart_under_keys_of_its_own_time()
    {
        long id = await AddAsync(7, due: 5, "before");
        Reopen();
        long later = await AddAsync(7, due: 6, "after");

        Assert.Equal(new LaneSummary(7, _lane, 2, 5), Assert.Single(_store.Open()));
        Assert.Equal(("before", "after"), (Content(id), Content(later)));
        Assert.True(later > id);
        Assert.True(_store.NextLane() > 7);
    }

    [Fact]
    public async Task A_change_is_one_whole()
    {
        long id = await AddAsync(1, due: 5, "ended");
        IncomingEvent fine = Incoming(2, due: 6, "follows"), clash = fine with { Lane = 3 };

        await Assert.ThrowsAsync<SqliteException>(() => _store.ApplyAsync(new EventChange { Removed = id, Added = [fine, clash] }));
        Assert.Equal("ended", Content(id));
        Assert.Empty(_store.ReadHeads(2, 10));

        await _store.ApplyAsync(new EventChange { Removed = id, Added = [fine] });
        Assert.Null(_store.ReadContent(id));
        Assert.Equal("follows", Content(fine.Event.Id));
        Assert.Equal(1, _store.Count);
    }

    [Fact]
    public async Task A_change_that_fails_is_nobody_elses_failure()
    {
        IncomingEvent taken = Incoming(1, due: 1, "first of its number");
        await _store.ApplyAsync(new EventChange { Added = [taken] });
        Task[] writes = [.. Enumerable.Range(0, 200).Select(number => _store.ApplyAsync(new EventChange { Added = [number == 100 ? taken : Incoming(1, number, "x")] }))];

        for (int number = 0; number < writes.Length; number++)
        {
            await (number == 100 ? Assert.ThrowsAsync<SqliteException>(() => writes[100]) : writes[number]);
        }

        Assert.Equal(200, _store.Count);
        Assert.Equal(200, _store.ReadHeads(1, 1000).Count);
    }

    [Fact]
    public async Task A_rescheduled_event_keeps_its_content()
    {
        long id = await AddAsync(1, due: 5, "again");
        await _store.ApplyAsync(new EventChange { Rescheduled = new QueuedEvent { Id = id, Due = 60_005, Accepted = 0, Failures = 1, Refusals = 2, LastStatus = 429 } });
        QueuedEvent again = Assert.Single(_store.Read(_store.ReadHeads(1, 10), 1000));

        Assert.Equal((60_005, 1, 2, 429, "again"), (again.Due, again.Failures, again.Refusals, again.LastStatus, Encoding.UTF8.GetString(again.Content!)));
    }

    [Fact]
    public async Task Large_contents_are_left_out_until_they_are_asked_for()
    {
        long id = await AddAsync(1, due: 5, new string('x', 5000));
        Assert.Null(Assert.Single(_store.Read(_store.ReadHeads(1, 10), 1000)).Content);
        Assert.Equal(5000, Content(id)!.Length);
    }

    [Fact]
    public async Task A_dropped_lane_never_comes_back()
    {
        await Task.WhenAll(Enumerable.Range(0, 2000).Select(number => AddAsync(1, number, "dropped")));
        await AddAsync(2, due: 1, "kept");
        await _store.DropAsync(1, static _ => { });
        Reopen();
        Assert.Equal(2, Assert.Single(_store.Open()).Id);
        while (_store.Count > 1)
        {
            await Task.Yield();
        }

        Assert.Empty(_store.ReadHeads(1, 10));
    }

    [Fact]
    public async Task What_goes_with_a_lane_is_told()
    {
        await Task.WhenAll(Enumerable.Range(0, 2000).Select(number => AddAsync(1, number, "dropped")));
        int told = 0;
        await _store.DropAsync(1, some => Interlocked.Add(ref told, some));
        while (_store.Count > 0 || Volatile.Read(ref told) < 2000)
        {
            await Task.Yield();
        }

        Assert.Equal(2000, told);
    }

    [Fact]
    public async Task Contents_are_nowhere_in_the_clear_and_rotation_rewraps_one_key()
    {
        const string Secret = "event-secret-1618033988";
        long id = await AddAsync(1, due: 5, Secret);
        AssertNowhere(Secret);
        using KeyRotation rotation = new(_data.Keys, [_store], NullLogger<KeyRotation>.Instance);
        Assert.Equal(1, await rotation.RotateAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, _data.Keys.Count);
        Reopen();
        Assert.Equal(Secret, Content(id));
        AssertNowhere(Secret);
    }

    [Fact]
    public async Task One_content_cannot_stand_in_for_another()
    {
        long first = await AddAsync(1, due: 5, "first"), second = await AddAsync(1, due: 6, "other");
        using (SqliteConnection connection = new SqliteFile(_data.QueueFile).Open())
        {
            connection.Execute("UPDATE events SET content = (SELECT content FROM events WHERE id = @first) WHERE id = @second", new { first, second });
        }

        Assert.Equal("first", Content(first));
        Assert.Throws<SealedCorruptException>(() => Content(second));

        // Whoever reads ahead gets the rest all the same.
        Assert.Equal(2, _store.Read(_store.ReadHeads(1, 10), 1000).Count);
    }

    public void Dispose()
    {
        _store.Dispose();
        _data.Dispose();
        _folder.Dispose();
    }

    [System.Diagnostics.CodeAnalysis.MemberNotNull(nameof(_data), nameof(_store))]
    private void Open()
    {
        _data = new DataFolder(Options.Create(new StorageOptions { DataDirectory = _folder.Of("data") }));
        _store = new SqliteEventStore(_data, new EnvelopeCipher(_data.Keys));
    }

    private void Reopen()
    {
        _store.Dispose();
        _data.Dispose();
        Open();
    }

    private string? Content(long id) => _store.ReadContent(id) is { } content ? Encoding.UTF8.GetString(content) : null;

    private IncomingEvent Incoming(long lane, long due, string content) =>
        new(lane, _lane, new QueuedEvent { Id = _store.NextEvent(), Due = due, Accepted = due, Content = Encoding.UTF8.GetBytes(content) });

    private async Task<long> AddAsync(long lane, long due, string content)
    {
        IncomingEvent incoming = Incoming(lane, due, content);
        await _store.ApplyAsync(new EventChange { Added = [incoming] });
        return incoming.Event.Id;
    }

    private void AssertNowhere(string secret)
    {
        byte[] wanted = Encoding.UTF8.GetBytes(secret);
        string[] files = [.. Directory.EnumerateFiles(_data.Root, "queue.db*")];
        Assert.Contains(files, file => ReadShared(file).AsSpan().IndexOf("us-east-1"u8) >= 0);
        Assert.All(files, file => Assert.Equal(-1, ReadShared(file).AsSpan().IndexOf(wanted)));
    }

    private static byte[] ReadShared(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
