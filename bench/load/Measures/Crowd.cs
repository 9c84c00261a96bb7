namespace Mayfly.Bench.Load.Measures;

/// <summary>Runs the same work on several threads that start together. Threads of their own: the work blocks, and must not wait for a pool to grow.</summary>
internal static class Crowd
{
    public static void Run(int size, Action<int> work)
    {
        using Barrier together = new(size);
        Exception? failure = null;
        Thread[] threads = [.. Enumerable.Range(0, size).Select(index => new Thread(() =>
        {
            together.SignalAndWait();
            try
            {
                work(index);
            }
            catch (Exception problem)
            {
                failure = problem;
            }
        }))];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        if (failure is not null)
        {
            throw new BenchException($"One of {size} at once failed: {failure.Message}", failure);
        }
    }
}
