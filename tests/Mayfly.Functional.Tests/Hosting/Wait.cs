namespace Mayfly.Functional.Tests.Hosting;

/// <summary>Waits for what another process does by looking again and again. The deadline is generous: it ends a hang, it measures nothing.</summary>
internal static class Wait
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    public static Task UntilAsync(string what, Func<bool> holds) => UntilAsync(what, () => Task.FromResult(holds()));

    public static async Task UntilAsync(string what, Func<Task<bool>> holds)
    {
        await ForAsync<object>(what, async () => await holds() ? what : null);
    }

    /// <summary>Waits for something to be there and answers it.</summary>
    public static async Task<T> ForAsync<T>(string what, Func<Task<T?>> find)
        where T : class
    {
        using CancellationTokenSource deadline = new(Deadline);
        while (true)
        {
            if (await find() is T found)
            {
                return found;
            }

            if (deadline.IsCancellationRequested)
            {
                throw new TimeoutException($"Waited {Deadline.TotalSeconds:F0} seconds in vain for: {what}.");
            }

            await Task.Delay(Pause, CancellationToken.None);
        }
    }
}
