using System.Collections.Concurrent;
using System.Globalization;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.Clients;

/// <summary>
/// Callers that invoke a function without pause while something about it changes. Its code answers a number that tells what it is: each change has the next one. No invocation may
/// fail, and each answer must be of what was current at some time between its request and its response.
/// </summary>
internal sealed class SteadyLoad
{
    /// <summary>A caller's invocations at most: more than any test needs, so that a hang ends.</summary>
    private const int MostInvocations = 20_000;

    private readonly ConcurrentDictionary<int, int> _answers = new();
    private readonly bool _numbersAreVersions;
    private readonly Task[] _callers;
    private int _oldest;
    private int _newest;
    private volatile bool _finished;

    private SteadyLoad(MayflyServer server, string function, int first, bool numbersAreVersions)
    {
        _oldest = _newest = first;
        _numbersAreVersions = numbersAreVersions;
        AwsClient boto3 = server.Boto3(), sdk = server.Sdk();
        RawClient raw = server.Raw();
        _callers =
        [
            CallAsync(() => boto3.InvokeAsync(function)),
            CallAsync(() => sdk.InvokeAsync(function)),
            CallAsync(async () => InvokeAnswer.From(await raw.InvokeAsync(function))),
            CallAsync(async () => InvokeAnswer.From(await raw.InvokeAsync(function))),
        ];
    }

    /// <summary>Keeps the load up while the changes are made, and then until every invocation has been answered.</summary>
    /// <param name="server">Where the function is.</param>
    /// <param name="function">Its name, perhaps with a qualifier.</param>
    /// <param name="first">What it answers before any change.</param>
    /// <param name="changes">Makes the changes, through <see cref="ChangeAsync"/>.</param>
    /// <param name="numbersAreVersions">Whether an answer is the number of the version that ran, which the service must tell as well.</param>
    public static async Task DuringAsync(MayflyServer server, string function, int first, Func<SteadyLoad, Task> changes, bool numbersAreVersions = false)
    {
        SteadyLoad load = new(server, function, first, numbersAreVersions);
        try
        {
            await changes(load);
        }
        finally
        {
            load._finished = true;
        }

        await Task.WhenAll(load._callers);
    }

    /// <summary>Makes the function answer the next number: from the beginning of the change it may, from its end it must.</summary>
    /// <param name="number">The next number.</param>
    /// <param name="change">Makes the change.</param>
    /// <param name="afterwards">What follows at once, while invocations of what was before may still run.</param>
    public async Task ChangeAsync(int number, Func<Task> change, Func<Task>? afterwards = null)
    {
        Volatile.Write(ref _newest, number);
        await change();
        Volatile.Write(ref _oldest, number);
        await (afterwards?.Invoke() ?? Task.CompletedTask);
        await AnsweredAsync(number, 8);
    }

    /// <summary>Waits for so many more answers of that number.</summary>
    public Task AnsweredAsync(int number, int more = 1)
    {
        int before = _answers.GetValueOrDefault(number);
        return Wait.UntilAsync($"answers of {number}", async () =>
        {
            await Task.WhenAll(_callers.Where(static caller => caller.IsFaulted));
            return _answers.GetValueOrDefault(number) >= before + more;
        });
    }

    private async Task CallAsync(Func<Task<InvokeAnswer>> invoke)
    {
        for (int i = 0; i < MostInvocations && !_finished; i++)
        {
            int oldest = Volatile.Read(ref _oldest);
            InvokeAnswer answer = await invoke();
            Assert.True(answer.Status == 200 && answer.FunctionError is null, $"An invocation failed: {answer.Status} {answer.Payload}");
            int number = int.Parse(answer.Payload, CultureInfo.InvariantCulture);
            Assert.InRange(number, oldest, Volatile.Read(ref _newest));
            Assert.True(!_numbersAreVersions || answer.ExecutedVersion == answer.Payload, $"Version {answer.Payload} answered, and {answer.ExecutedVersion} is said to have.");
            _answers.AddOrUpdate(number, 1, static (_, count) => count + 1);
        }
    }
}
