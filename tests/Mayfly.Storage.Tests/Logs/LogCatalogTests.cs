using Mayfly.Core.Logs;

namespace Mayfly.Storage.Tests.Logs;

/// <summary>Groups, streams and tags.</summary>
public sealed class LogCatalogTests
{
    [Fact]
    public async Task Groups_are_kept_apart_by_account_and_region_and_survive_a_restart()
    {
        await using TemporaryLogs logs = new();
        LogGroupKey key = TemporaryLogs.Group("/a/b#c.d_e-f");
        Assert.True(logs.Catalog.CreateGroup(key, new Dictionary<string, string> { ["team"] = "x" }));
        Assert.False(logs.Catalog.CreateGroup(key, null));
        Assert.True(logs.Catalog.CreateGroup(key with { Account = "111111111111" }, null));
        Assert.True(logs.Catalog.CreateGroup(key with { Region = "eu-west-1" }, null));
        await logs.RestartAsync();

        LogGroup group = Assert.Single(logs.Catalog.ListGroups(key.Account, key.Region, default, null, 10));
        Assert.Equal(key, group.Key);
        Assert.Equal(logs.Now, group.CreationTime);
        Assert.Equal("x", logs.Catalog.FindTags(key)!["team"]);
        Assert.Empty(logs.Catalog.FindTags(key with { Region = "eu-west-1" })!);
    }

    [Fact]
    public async Task Groups_are_listed_by_prefix_pattern_and_page()
    {
        await using TemporaryLogs logs = new();
        string[] names = ["/aws/lambda/a", "/aws/lambda/b", "/aws/lambda/c", "/other/A_b"];
        foreach (string name in names.Reverse())
        {
            logs.Catalog.CreateGroup(TemporaryLogs.Group(name), null);
        }

        Assert.Equal(names, Names(logs, default, null));
        Assert.Equal(names[..3], Names(logs, new LogGroupSelection("/aws/lambda/", null), null));
        Assert.Equal([names[1], names[3]], Names(logs, new LogGroupSelection(null, "b"), null).Where(name => name.EndsWith('b')));
        Assert.Equal([names[3]], Names(logs, new LogGroupSelection(null, "A_"), null));
        Assert.Equal(names[2..], Names(logs, default, names[1]));
    }

    [Fact]
    public async Task Deleting_a_group_takes_its_streams_and_files()
    {
        await using TemporaryLogs logs = new();
        logs.Append(TemporaryLogs.Stream("a"), (logs.Now, "x"));
        Assert.True(logs.Catalog.FindGroup(TemporaryLogs.Group())!.StoredBytes > 0);

        Assert.True(logs.Catalog.DeleteGroup(TemporaryLogs.Group()));
        Assert.False(logs.Catalog.DeleteGroup(TemporaryLogs.Group()));
        Assert.Empty(Directory.GetFiles(logs.Folder, "*.log", SearchOption.AllDirectories));
        logs.Append(TemporaryLogs.Stream("a"), (logs.Now, "y"));
        Assert.Equal(["y"], logs.Messages());
    }

    [Fact]
    public async Task A_stream_made_again_does_not_show_the_events_of_the_deleted_one()
    {
        await using TemporaryLogs logs = new();
        logs.Append(TemporaryLogs.Stream("a"), (logs.Now, "old"));
        Assert.True(logs.Catalog.DeleteStream(TemporaryLogs.Stream("a")));
        Assert.False(logs.Catalog.DeleteStream(TemporaryLogs.Stream("a")));
        Assert.Equal(CreateStreamOutcome.Created, logs.Catalog.CreateStream(TemporaryLogs.Stream("a")));
        Assert.Equal(CreateStreamOutcome.AlreadyExists, logs.Catalog.CreateStream(TemporaryLogs.Stream("a")));

        Assert.Empty(logs.Messages());
        logs.Append(TemporaryLogs.Stream("a"), (logs.Now, "new"));
        Assert.Equal(["new"], logs.Messages());
    }

    [Theory]
    [InlineData(false, false, "a,b,c,d")]
    [InlineData(false, true, "d,c,b,a")]
    [InlineData(true, false, "d,b,c,a")]
    [InlineData(true, true, "a,c,b,d")]
    public async Task Streams_are_listed_in_every_order_page_by_page(bool byLastEvent, bool descending, string expected)
    {
        await using TemporaryLogs logs = new();
        logs.Append(TemporaryLogs.Stream("a"), (logs.Now + 9, "x"));
        logs.Append(TemporaryLogs.Stream("b"), (logs.Now + 5, "x"));
        logs.Append(TemporaryLogs.Stream("c"), (logs.Now + 5, "x"));
        logs.Catalog.CreateStream(TemporaryLogs.Stream("d"));

        List<string> names = [];
        LogStreamMark? after = null;
        while (logs.Catalog.ListStreams(TemporaryLogs.Group(), new LogStreamListing(null, byLastEvent, descending), after, 1) is [LogStream stream])
        {
            names.Add(stream.Name);
            after = new LogStreamMark(stream.LastEventTime ?? 0, stream.Name);
        }

        Assert.Equal(expected, string.Join(',', names));
    }

    [Fact]
    public async Task Tags_are_set_changed_and_removed()
    {
        await using TemporaryLogs logs = new();
        LogGroupKey key = TemporaryLogs.Group();
        logs.Catalog.CreateGroup(key, new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" });
        Assert.True(logs.Catalog.ChangeTags(key, new Dictionary<string, string> { ["a"] = "3", ["c"] = "4" }, ["b"]));

        Assert.Equal(new Dictionary<string, string> { ["a"] = "3", ["c"] = "4" }, logs.Catalog.FindTags(key));
        Assert.Null(logs.Catalog.FindTags(TemporaryLogs.Group("/none")));
    }

    private static string[] Names(TemporaryLogs logs, LogGroupSelection selection, string? after) =>
        [.. logs.Catalog.ListGroups("000000000000", "us-east-1", selection, after, 10).Select(group => group.Key.Name)];
}
