namespace Mayfly.Cluster.Tests;

public sealed class ClusterSiloTests
{
    [Fact]
    public async Task Silos_of_one_machine_do_not_meet_and_listen_to_nobody()
    {
        HashSet<string> before = Listening();
        await using Node one = new(Node.Functions(), TimeProvider.System), other = new(Node.Functions(), TimeProvider.System);
        await Task.WhenAll(one.Get<ClusterSilo>().StartAsync(), other.Get<ClusterSilo>().StartAsync());
        Assert.Equal(before, Listening());

        await one.ReserveAsync("f0", 50);
        Assert.Equal((Node.Limit - 50, Node.Limit), (await one.UnreservedAsync(), await other.UnreservedAsync()));
        Assert.Null((await other.TakeAsync("f0")).Refusal);
    }

    [Fact]
    public async Task A_silo_that_was_never_started_ends_too()
    {
        await using Node node = new(Node.Functions(), TimeProvider.System);
        Assert.NotNull(node.Get<ClusterSilo>());
    }

    /// <summary>The inodes of this process's listening TCP sockets.</summary>
    private static HashSet<string> Listening()
    {
        HashSet<string> mine = [.. Directory.GetFiles("/proc/self/fd")
            .Select(static file => new FileInfo(file).LinkTarget ?? string.Empty)
            .Where(static target => target.StartsWith("socket:[", StringComparison.Ordinal))
            .Select(static target => target[8..^1])];
        return [.. new[] { "/proc/self/net/tcp", "/proc/self/net/tcp6" }
            .Where(File.Exists)
            .SelectMany(File.ReadAllLines)
            .Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(columns => columns is [_, _, _, "0A", ..] && mine.Contains(columns[9]))
            .Select(static columns => columns[9])];
    }
}
