using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.Soak;

/// <summary>
/// A minute of everything at once, or MAYFLY_SOAK_MINUTES of it: cold starts, warm calls, errors, crashes, timeouts, updates, deletes. When
/// the load ends and the functions are gone, so are their processes, mounts, namespaces, cgroups and descriptors, and memory is bounded.
/// </summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    private const int Callers = 4;
    private const long MemoryAllowance = 512L << 20;

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(
        double.Parse(Environment.GetEnvironmentVariable("MAYFLY_SOAK_MINUTES") ?? "1", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public async Task Nothing_is_leaked()
    {
        await using MayflyServer server = await MayflyServer.StartAsync(new ServerSettings
        {
            Options = new Dictionary<string, string> { ["Environments:KeepAlive"] = "00:00:03", ["Environments:MaximumStems"] = "2" },
        });
        await WarmUpAsync(server);
        ServerUsage before = await SettledUsageAsync(server);

        int[] steps = await RunLoadAsync(server);

        ServerUsage after = await SettledUsageAsync(server);
        output.WriteLine($"{steps.Sum()} rounds; before {before}; after {after}");
        Assert.All(steps, rounds => Assert.True(rounds > 0, "A caller did not get through a single round."));
        Assert.True(after.OpenFiles <= before.OpenFiles + 16, $"Descriptors: {before.OpenFiles} before, {after.OpenFiles} after.");
        Assert.True(after.Mounts <= before.Mounts, $"Mounts: {before.Mounts} before, {after.Mounts} after.");
        Assert.True(after.Namespaces <= before.Namespaces, $"Namespaces with processes: {before.Namespaces} before, {after.Namespaces} after.");
        Assert.True(after.Threads <= before.Threads + 16, $"Threads: {before.Threads} before, {after.Threads} after.");
        Assert.True(after.ResidentBytes <= before.ResidentBytes + MemoryAllowance, $"Memory: {before.ResidentBytes} bytes before, {after.ResidentBytes} after.");
    }

    /// <summary>The first use of everything makes pools and threads that stay: what comes after must not grow.</summary>
    private static async Task WarmUpAsync(MayflyServer server)
    {
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => new SoakCaller(server, $"warm{caller}").RoundAsync()));
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

    /// <summary>The usage when no environment is left but the stems.</summary>
    private static async Task<ServerUsage> SettledUsageAsync(MayflyServer server)
    {
        ServerUsage? last = null;
        int same = 0;
        await Wait.UntilAsync("the server to come to rest", () =>
        {
            ServerUsage now = ServerUsage.Of(server);
            same = last is not null && now.Mounts == last.Mounts && now.Namespaces == last.Namespaces && now.OpenFiles == last.OpenFiles && now.Processes == last.Processes ? same + 1 : 0;
            last = now;

            // Longer at rest than KeepAlive and the sweeps between which it is looked at.
            return same >= 240;
        });
        return last!;
    }
}
