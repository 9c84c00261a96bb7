using Mayfly.Core.Packages;

namespace Mayfly.Core.Tests.Functions;

/// <summary>A code cache whose extractions take as long as a test wants, and fail if it wants.</summary>
internal sealed class HeldCodeCache : ICodeCache
{
    private volatile Held? _held;

    /// <summary>The next extraction waits.</summary>
    public void Hold() => _held = new Held();

    /// <summary>Lets it go on, once it is there; with a failure, it fails.</summary>
    public async Task ReleaseAsync(string? failure = null)
    {
        Held held = _held!;
        await held.Arrived.Task.WaitAsync(TestContext.Current.CancellationToken);
        _held = null;
        held.Outcome.SetResult(failure);
    }

    public async ValueTask<CodeLease> AcquireAsync(string packageId, CancellationToken cancellationToken)
    {
        if (_held is { } held)
        {
            held.Arrived.TrySetResult();
            if (await held.Outcome.Task is { } failure)
            {
                throw new IOException(failure);
            }
        }

        return new CodeLease("/code/" + packageId, () => { });
    }

    private sealed class Held
    {
        public TaskCompletionSource Arrived { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<string?> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
