using Mayfly.Core.Tests.Functions;
using Mayfly.Core.Concurrency;

namespace Mayfly.Core.Tests.Concurrency;

public sealed class ScalingRateTests
{
    [Fact]
    public async Task A_function_grows_by_so_many_in_ten_seconds_and_no_other_pays_for_it()
    {
        await using FunctionsRoom room = new();
        IConcurrencyHome[] nodes = [room.Homes.For("n0"), room.Homes.For("n1")];
        Assert.Equal(1000, await CountAsync(nodes, "f"));
        Assert.True(await nodes[0].TryStartAsync(FunctionsRoom.Key("g")));

        room.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(400, await CountAsync(nodes, "f"));
        room.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1000, await CountAsync(nodes, "f"));
    }

    /// <summary>Through all nodes in turns, as the rate is the function's.</summary>
    private static async Task<int> CountAsync(IConcurrencyHome[] nodes, string name)
    {
        int started = 0;
        for (int i = 0; i < 1500; i++)
        {
            started += await nodes[i % nodes.Length].TryStartAsync(FunctionsRoom.Key(name)) ? 1 : 0;
        }

        return started;
    }
}
