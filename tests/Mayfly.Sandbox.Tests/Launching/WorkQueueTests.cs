using Mayfly.Sandbox.Launching;

namespace Mayfly.Sandbox.Tests.Launching;

public sealed class WorkQueueTests
{
    [Fact]
    public void What_waits_is_given_out_in_order_and_to_the_end()
    {
        WorkQueue<int> queue = new();
        Assert.True(queue.TryAdd(1) && queue.TryAdd(2));
        queue.Close();

        Assert.False(queue.TryAdd(3));
        Assert.True(queue.TryTake(out int first) && queue.TryTake(out int second) && (first, second) == (1, 2));
        Assert.False(queue.TryTake(out _));
    }

    [Fact]
    public void Each_piece_is_done_once_by_threads_that_wait_for_it_and_end_with_the_queue()
    {
        const int Pieces = 10_000;
        WorkQueue<int> queue = new();
        int[] done = new int[Pieces];
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            while (queue.TryTake(out int piece))
            {
                Interlocked.Increment(ref done[piece]);
            }
        }))];
        Array.ForEach(threads, static thread => thread.Start());

        for (int piece = 0; piece < Pieces; piece++)
        {
            queue.TryAdd(piece);
        }

        queue.Close();
        Array.ForEach(threads, static thread => thread.Join());
        Assert.All(done, static times => Assert.Equal(1, times));
    }
}
