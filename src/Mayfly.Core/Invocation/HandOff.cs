using System.Threading.Tasks.Sources;

namespace Mayfly.Core.Invocation;

/// <summary>
/// A meeting point for one giver and one taker, in one atomic structure: checking for work and then parking would lose wake-ups. The taker's
/// continuation runs on the giver's thread, which saves a hop between threads on every invocation.
/// </summary>
internal sealed class HandOff<T>
    where T : class
{
    private readonly Lock _gate = new();
    private Waiter _waiter = new();
    private object? _parked;
    private T? _given;

    /// <summary>
    /// Waits for the next thing given. A taker that comes while another waits takes its place: the former gets null.
    /// </summary>
    /// <param name="taker">Identifies the taker for <see cref="Leave"/>.</param>
    public ValueTask<T?> TakeAsync(object taker)
    {
        Waiter? superseded = null;
        ValueTask<T?> wait;
        lock (_gate)
        {
            if (_given is T waiting)
            {
                _given = null;
                return new ValueTask<T?>(waiting);
            }

            if (_parked is not null)
            {
                superseded = _waiter;
                _waiter = new Waiter();
            }

            _parked = taker;
            wait = _waiter.Arm();
        }

        superseded?.Complete(null);
        return wait;
    }

    /// <summary>Gives to the waiting taker, or to the next one to come. Only one thing may be on the table.</summary>
    public void Give(T item)
    {
        Waiter waiter;
        lock (_gate)
        {
            if (_parked is null)
            {
                _given = _given is null ? item : throw new InvalidOperationException("Something has been given already and nobody has taken it.");
                return;
            }

            _parked = null;
            waiter = _waiter;
        }

        waiter.Complete(item);
    }

    /// <summary>Ends the wait of a taker that has gone; it gets null. Does nothing when somebody else waits.</summary>
    public void Leave(object taker)
    {
        Waiter waiter;
        lock (_gate)
        {
            if (!ReferenceEquals(_parked, taker))
            {
                return;
            }

            _parked = null;
            waiter = _waiter;
            _waiter = new Waiter();
        }

        waiter.Complete(null);
    }

    private sealed class Waiter : IValueTaskSource<T?>
    {
        private ManualResetValueTaskSourceCore<T?> _core;

        public ValueTask<T?> Arm()
        {
            _core.Reset();
            return new ValueTask<T?>(this, _core.Version);
        }

        public void Complete(T? item) => _core.SetResult(item);

        public T? GetResult(short token) => _core.GetResult(token);

        public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
            => _core.OnCompleted(continuation, state, token, flags);
    }
}
