using Mayfly.Core.Images;
using Mayfly.Core.Packages;

namespace Mayfly.Core.Tests.Functions;

/// <summary>Images whose fetching takes as long as a test wants, and fails if it wants.</summary>
internal sealed class HeldImages : IImageFolders
{
    private static readonly ImageConfiguration _configuration = new()
    {
        EntryPoint = ["/bin/program"],
        Command = [],
        WorkingDirectory = null,
        Environment = new Dictionary<string, string>(),
        DiffIds = [],
    };

    private volatile Held? _held;

    public HashSet<string> Fetched { get; } = [];

    public List<string> Deleted { get; } = [];

    /// <summary>The next fetching waits.</summary>
    public void Hold() => _held = new Held();

    /// <summary>Lets it go on, once it is there; with a failure, it fails.</summary>
    public async Task ReleaseAsync(ImageException? failure = null)
    {
        Held held = _held!;
        await held.Arrived.Task.WaitAsync(TestContext.Current.CancellationToken);
        _held = null;
        held.Outcome.SetResult(failure);
    }

    public async ValueTask<ImageLease> AcquireAsync(ImageReference image)
    {
        if (_held is { } held)
        {
            held.Arrived.TrySetResult();
            if (await held.Outcome.Task is { } failure)
            {
                throw failure;
            }
        }

        lock (Fetched)
        {
            Fetched.Add(image.Digest);
        }

        return new ImageLease(new CodeLease("/images/" + image.Digest, () => { }), _configuration);
    }

    public Task DeleteAsync(string digest)
    {
        lock (Fetched)
        {
            Fetched.Remove(digest);
            Deleted.Add(digest);
        }

        return Task.CompletedTask;
    }

    public void Stop() => _held?.Outcome.TrySetCanceled();

    public bool Has(string digest) => Fetched.Contains(digest);

    public IEnumerable<string> List() => [.. Fetched];

    private sealed class Held
    {
        public TaskCompletionSource Arrived { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<ImageException?> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
