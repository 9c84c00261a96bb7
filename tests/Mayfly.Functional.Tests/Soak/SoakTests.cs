using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.Soak;

/// <summary>
/// A minute of everything at once, or MAYFLY_SOAK_MINUTES of it: cold starts, warm calls, errors, crashes, timeouts, updates, deletes. When
/// the load ends and the functions are gone, so are their processes, mounts, namespaces, cgroups and descriptors, and memory is bounded.
/// </summary>
public sealed class SoakTests(ITestOutputHelper output) : OwnServer
{
    private const int Callers = 4;

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(
        double.Parse(Environment.GetEnvironmentVariable("MAYFLY_SOAK_MINUTES") ?? "1", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public async Task Nothing_is_leaked()
    {
        MayflyServer server = await StartAsync(new ServerSettings
        {
            // What is kept on purpose is kept small, so that what grows is a leak.
            Options = new Dictionary<string, string> { ["Environments:KeepAlive"] = "00:00:03", ["Environments:MaximumStems"] = "1", ["Logs:OpenSegments"] = "4" },
        });
        await WarmUpAsync(server);
        ServerUsage before = await SettledUsageAsync(server);

        int[] steps = await RunLoadAsync(server);

        ServerUsage after = ServerUsage.Of(server);
        try
        {
            await Wait.UntilAsync("everything to be given back", () => (after = ServerUsage.Of(server)).IsWithin(before));
        }
        catch (TimeoutException)
        {
            Assert.Fail($"Before the load: {before}. After it, and a while: {after}.");
        }

        output.WriteLine($"{steps.Sum()} rounds. Before the load: {before}. After it: {after}.");
        Assert.All(steps, rounds => Assert.True(rounds > 0, "A caller did not get through a single round."));
    }

    /// <summary>The first use of everything makes pools and threads that stay: what comes after must not grow.</summary>
    private static async Task WarmUpAsync(MayflyServer server)
    {
        SoakCaller[] warm = [.. Enumerable.Range(0, Callers).Select(caller => new SoakCaller(server, $"warm{caller}"))];
        for (int language = 0; language < 2; language++)
        {
            await Task.WhenAll(warm.Select(caller => caller.RoundAsync()));
        }
    }

    private static async Task<int[]> RunLoadAsync(MayflyServer server)
    {
        using CancellationTokenSource time = new(Length);
        return await Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            SoakCaller soak = new(server, $"caller{caller}");
            int rounds = 0;
            for (; !time.IsCancellationRequested; rounds++)
            {
                await soak.RoundAsync();
            }

            return rounds;
        }));
    }

    /// <summary>The usage at rest. Deleted functions lose their environments at once, so that only stems are left.</summary>
    private static async Task<ServerUsage> SettledUsageAsync(MayflyServer server)
    {
        ServerUsage last = ServerUsage.Of(server);
        int same = 0;
        await Wait.UntilAsync("the server to come to rest", () =>
        {
            ServerUsage now = ServerUsage.Of(server);
            same = now.HoldsTheSameAs(last) ? same + 1 : 0;
            last = now;
            return same >= 40;
        });
        return last;
    }
}
