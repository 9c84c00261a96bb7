namespace Mayfly.Core.Extensions;

/// <summary>One extension of an environment. Guarded by its <see cref="ExtensionGroup"/>'s lock.</summary>
/// <param name="name">An external one's file name; whatever an internal one calls itself.</param>
/// <param name="isExternal">Whether it is a process of its own, started from /opt/extensions.</param>
internal sealed class Extension(string name, bool isExternal)
{
    private TaskCompletionSource<ExtensionEvent?>? _poll;
    private object? _poller;
    private ExtensionEvent? _waiting;

    public string Name => name;

    public bool IsExternal => isExternal;

    /// <summary>Known to the extension alone; its requests carry it.</summary>
    public Guid Id { get; } = Guid.NewGuid();

    public ExtensionState State { get; set; }

    public ExtensionEvents Events { get; set; }

    /// <summary>What it said, or what is wrong with its file; for the log.</summary>
    public string? ErrorType { get; set; }

    /// <summary>Completes when an external one's process has ended.</summary>
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether a request waits for an event.</summary>
    public bool IsPolling => _poll is not null;

    /// <summary>Takes the event that waits, or waits for the next. Null when the connection ends.</summary>
    public Task<ExtensionEvent?> TakeAsync(object connection)
    {
        if (_waiting is ExtensionEvent given)
        {
            _waiting = null;
            State = ExtensionState.Running;
            return Task.FromResult<ExtensionEvent?>(given);
        }

        _poller = connection;
        _poll = new TaskCompletionSource<ExtensionEvent?>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _poll.Task;
    }

    /// <summary>Hands over an event; one that was not taken yet is forgotten.</summary>
    public void Give(ExtensionEvent item)
    {
        if (_poll is TaskCompletionSource<ExtensionEvent?> poll)
        {
            _poll = null;
            State = ExtensionState.Running;
            poll.SetResult(item);
            return;
        }

        _waiting = item;
    }

    /// <summary>A connection is gone: nobody waits on it any more.</summary>
    public void Leave(object connection)
    {
        if (_poll is TaskCompletionSource<ExtensionEvent?> poll && ReferenceEquals(_poller, connection))
        {
            _poll = null;
            poll.SetResult(null);
        }
    }
}
