using CsCheck;
using Mayfly.Core.Invocation;

namespace Mayfly.Core.Tests.Invocation;

public sealed class HandOffTests
{
    private static readonly object Someone = new();

    [Fact]
    public async Task What_is_given_first_is_there_for_the_next_taker()
    {
        HandOff<string> table = new();
        table.Give("event");
        Assert.Equal("event", await table.TakeAsync(Someone));
    }

    [Fact]
    public async Task A_waiting_taker_is_served_on_the_givers_thread()
    {
        HandOff<string> table = new();
        int servedOn = 0;
        Task serve = Serve();
        table.Give("event");
        await serve;
        Assert.Equal(Environment.CurrentManagedThreadId, servedOn);

        async Task Serve()
        {
            await table.TakeAsync(Someone);
            servedOn = Environment.CurrentManagedThreadId;
        }
    }

    [Fact]
    public async Task A_second_taker_takes_the_first_ones_place()
    {
        HandOff<string> table = new();
        Task<string?> first = table.TakeAsync(Someone).AsTask();
        Task<string?> second = table.TakeAsync(new object()).AsTask();
        table.Give("event");
        Assert.Null(await first);
        Assert.Equal("event", await second);
    }

    [Fact]
    public async Task A_taker_that_leaves_loses_nothing_that_is_given_later()
    {
        HandOff<string> table = new();
        Task<string?> gone = table.TakeAsync(Someone).AsTask();
        table.Leave(Someone);
        table.Give("event");
        Assert.Null(await gone);
        Assert.Equal("event", await table.TakeAsync(Someone));
    }

    [Fact]
    public void Two_things_cannot_lie_on_the_table()
    {
        HandOff<string> table = new();
        table.Give("one");
        Assert.Throws<InvalidOperationException>(() => table.Give("two"));
    }

    /// <summary>A giver and a taker on two threads, many rounds: no wake-up is lost and the order is kept.</summary>
    [Fact]
    public void Nothing_is_lost_between_two_threads()
    {
        Gen.Int[1, 2000].Sample(
            rounds =>
            {
                HandOff<string> table = new();
                using SemaphoreSlim taken = new(0);
                Task<bool> taker = Task.Run(async () =>
                {
                    for (int i = 0; i < rounds; i++)
                    {
                        if (await table.TakeAsync(Someone) != i.ToString(System.Globalization.CultureInfo.InvariantCulture))
                        {
                            return false;
                        }

                        taken.Release();
                    }

                    return true;
                });
                for (int i = 0; i < rounds; i++)
                {
                    table.Give(i.ToString(System.Globalization.CultureInfo.InvariantCulture));
                    if (!taken.Wait(TimeSpan.FromSeconds(30)))
                    {
                        return false;
                    }
                }

                return taker.GetAwaiter().GetResult();
            },
            iter: 20);
    }
}
