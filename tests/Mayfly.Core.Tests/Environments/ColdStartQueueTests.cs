using CsCheck;
using Mayfly.Core.Environments;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Tests.Environments;

public sealed class ColdStartQueueTests
{
    private static FunctionKey Function(int number) => new("000000000000", "us-east-1", $"f{number}");

    [Fact]
    public async Task A_function_with_one_cold_start_waits_for_one_of_anothers_burst_only()
    {
        ColdStartQueue queue = new(1);
        await queue.EnterAsync(Function(0));
        Task[] burst = [.. Enumerable.Range(0, 100).Select(_ => queue.EnterAsync(Function(1)))];
        Task single = queue.EnterAsync(Function(2));

        queue.Leave();
        await burst[0];
        Assert.False(single.IsCompleted);
        queue.Leave();
        await single;
        Assert.False(burst[1].IsCompleted);
    }

    /// <summary>Whatever the order of arrival: never more inside than allowed, everyone gets in, and nobody is overtaken by his own function.</summary>
    [Fact]
    public void Everyone_gets_in_and_never_too_many()
    {
        Gen.Select(Gen.Int[1, 5], Gen.Int[0, 6].Array[1, 60]).Sample((concurrency, arrivals) =>
        {
            ColdStartQueue queue = new(concurrency);
            List<(int Function, Task Turn)> waiting = [.. arrivals.Select(function => (function, queue.EnterAsync(Function(function))))];
            int inside = waiting.Count(static entry => entry.Turn.IsCompleted);
            if (inside != Math.Min(concurrency, arrivals.Length))
            {
                return false;
            }

            for (int left = 0; left < arrivals.Length; left++)
            {
                queue.Leave();
                int entered = waiting.Count(static entry => entry.Turn.IsCompleted);
                if (entered != Math.Min(arrivals.Length, concurrency + left + 1) || OvertakenByItsOwn(waiting))
                {
                    return false;
                }
            }

            return true;
        });
    }

    private static bool OvertakenByItsOwn(List<(int Function, Task Turn)> waiting)
        => waiting.GroupBy(static entry => entry.Function).Any(static group => group.SkipWhile(static entry => entry.Turn.IsCompleted).Any(static entry => entry.Turn.IsCompleted));
}
