using Mayfly.Core.Concurrency;
using Mayfly.Core.Invocation;
using Mayfly.Core.Tests.Functions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Mayfly.Core.Tests.Concurrency;

public sealed class ScalingRateTests
{
    [Fact]
    public void A_function_grows_by_so_many_in_ten_seconds_and_no_other_pays_for_it()
    {
        FakeTimeProvider time = new();
        ScalingRate rate = new(Options.Create(new InvocationOptions { EnvironmentsPerTenSeconds = 5 }), time);
        Assert.Equal(5, Enumerable.Range(0, 20).Count(_ => rate.TryStart(FunctionsRoom.Key("f"))));
        Assert.True(rate.TryStart(FunctionsRoom.Key("g")));

        time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(2, Enumerable.Range(0, 20).Count(_ => rate.TryStart(FunctionsRoom.Key("f"))));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(5, Enumerable.Range(0, 20).Count(_ => rate.TryStart(FunctionsRoom.Key("f"))));
    }
}
