namespace Mayfly.Core.Environments;

/// <summary>
/// The environments of one generation of a function. Step 3 of an Invoke's journey. The most recently used environment is taken first, so
/// that the others grow idle and can be frozen and shut down.
/// </summary>
/// <param name="time">Measures idleness and the grace below.</param>
/// <param name="settleGrace">How long a taker waits for an environment that is about to ask for its next event.</param>
/// <param name="discard">Ends an environment that the pool has let go of.</param>
internal sealed class EnvironmentPool(TimeProvider time, TimeSpan settleGrace, Action<ExecutionEnvironment> discard)
{
    private readonly Lock _gate = new();
    private readonly List<ExecutionEnvironment> _idle = [];
    private readonly SettlingQueue _settling = new();
    private int _live;
    private bool _retired;

    /// <summary>How many environments there are, whatever they do.</summary>
    public int Live
    {
        get
        {
            lock (_gate)
            {
                return _live;
            }
        }
    }

    /// <summary>Takes a warm environment; null when the caller must start one.</summary>
    public ValueTask<ExecutionEnvironment?> TakeAsync()
    {
        TaskCompletionSource<ExecutionEnvironment?>? waiter;
        lock (_gate)
        {
            if (_idle.Count > 0)
            {
                ExecutionEnvironment warm = _idle[^1];
                _idle.RemoveAt(_idle.Count - 1);
                warm.Place = EnvironmentPlace.Busy;
                return new ValueTask<ExecutionEnvironment?>(warm);
            }

            waiter = _settling.Join();
        }

        return waiter is null ? default : AwaitSettlingAsync(waiter);
    }

    /// <summary>Takes in a new environment, busy with its first event.</summary>
    public void Add(ExecutionEnvironment environment)
    {
        lock (_gate)
        {
            environment.Place = EnvironmentPlace.Busy;
            _live++;
        }

        environment.OnReady(() => Ready(environment));
        _ = ForgetWhenExitedAsync(environment);
    }

    /// <summary>Takes in a new environment that waits for its first event.</summary>
    public void AddIdle(ExecutionEnvironment environment)
    {
        Add(environment);
        Lay(environment);
    }

    /// <summary>The caller has all of his response, and may be here again before the event is reported: he shall wait for this environment.</summary>
    public void Expect(ExecutionEnvironment environment)
    {
        lock (_gate)
        {
            if (environment.Place is EnvironmentPlace.Busy or EnvironmentPlace.Early && !_retired)
            {
                environment.IsExpected = true;
                _settling.Expect();
            }
        }
    }

    /// <summary>The event is dealt with and reported: the environment will soon be ready for the next, or is dying.</summary>
    public void Settle(ExecutionEnvironment environment)
    {
        bool expected;
        lock (_gate)
        {
            (expected, environment.IsExpected) = (environment.IsExpected, false);
            if (environment.Place == EnvironmentPlace.Busy && !_retired && !environment.Exited.IsCompleted)
            {
                environment.Place = EnvironmentPlace.Settling;
                if (!expected)
                {
                    _settling.Expect();
                }

                return;
            }
        }

        Lay(environment, settling: expected);
    }

    /// <summary>Takes an environment out for good and ends it; whoever has it is done with it.</summary>
    public void Remove(ExecutionEnvironment environment)
    {
        lock (_gate)
        {
            if (!Drop(environment))
            {
                return;
            }
        }

        discard(environment);
    }

    /// <summary>No event will come any more: the idle environments go now, the busy ones when they have responded.</summary>
    public void Retire()
    {
        ExecutionEnvironment[] unneeded;
        lock (_gate)
        {
            _retired = true;
            unneeded = [.. _idle];
            foreach (ExecutionEnvironment environment in unneeded)
            {
                Drop(environment);
            }
        }

        Array.ForEach(unneeded, discard);
    }

    /// <summary>Ends what has been idle for too long and freezes what has been for a while.</summary>
    public void Sweep(TimeSpan freezeAfter, TimeSpan keepAlive)
    {
        ExecutionEnvironment[] idle;
        List<ExecutionEnvironment> expired = [];
        lock (_gate)
        {
            idle = [.. _idle];
            foreach (ExecutionEnvironment environment in idle)
            {
                if (environment.IdleFor >= keepAlive)
                {
                    Drop(environment);
                    expired.Add(environment);
                }
            }
        }

        expired.ForEach(discard);
        foreach (ExecutionEnvironment environment in idle)
        {
            environment.FreezeIfIdle(freezeAfter);
        }
    }

    /// <summary>Gives up the environment that has been idle longest, to make room for another function. Null when none is idle.</summary>
    public ExecutionEnvironment? Evict()
    {
        lock (_gate)
        {
            if (_idle.Count == 0)
            {
                return null;
            }

            ExecutionEnvironment oldest = _idle[0];
            Drop(oldest);
            return oldest;
        }
    }

    /// <summary>How long the longest idle environment has been so; null when none is idle.</summary>
    public TimeSpan? LongestIdle
    {
        get
        {
            lock (_gate)
            {
                return _idle.Count == 0 ? null : _idle[0].IdleFor;
            }
        }
    }

    private void Ready(ExecutionEnvironment environment)
    {
        lock (_gate)
        {
            if (environment.Place == EnvironmentPlace.Busy)
            {
                environment.Place = EnvironmentPlace.Early;
                return;
            }

            if (environment.Place != EnvironmentPlace.Settling)
            {
                return;
            }

            // It counts as settling until it is laid: a taker who comes in between waits for it.
            environment.Place = EnvironmentPlace.Early;
        }

        Lay(environment, settling: true);
    }

    /// <summary>Gives a ready environment to the first who waits, lays it among the idle, or lets it go.</summary>
    private void Lay(ExecutionEnvironment environment, bool settling = false)
    {
        environment.Deactivate();
        lock (_gate)
        {
            if (settling)
            {
                _settling.Arrive();
            }

            if (environment.Place == EnvironmentPlace.Gone)
            {
                _settling.ReleaseOne();
                return;
            }

            if (!_retired && !environment.Exited.IsCompleted)
            {
                environment.Place = EnvironmentPlace.Busy;
                if (_settling.TryGive(environment))
                {
                    return;
                }

                environment.Place = EnvironmentPlace.Idle;
                _idle.Add(environment);
                return;
            }

            Drop(environment);
            _settling.ReleaseOne();
        }

        discard(environment);
    }

    private bool Drop(ExecutionEnvironment environment)
    {
        switch (environment.Place)
        {
            case EnvironmentPlace.Gone:
                return false;
            case EnvironmentPlace.Idle:
                _idle.Remove(environment);
                break;
        }

        if (environment.IsExpected || environment.Place == EnvironmentPlace.Settling)
        {
            environment.IsExpected = false;
            _settling.Arrive();
            _settling.ReleaseOne();
        }

        environment.Place = EnvironmentPlace.Gone;
        _live--;
        return true;
    }

    private async ValueTask<ExecutionEnvironment?> AwaitSettlingAsync(TaskCompletionSource<ExecutionEnvironment?> waiter)
    {
        using CancellationTokenSource grace = new(settleGrace, time);
        await using (grace.Token.UnsafeRegister(static waiter => ((TaskCompletionSource<ExecutionEnvironment?>)waiter!).TrySetResult(null), waiter))
        {
            return await waiter.Task;
        }
    }

    private async Task ForgetWhenExitedAsync(ExecutionEnvironment environment)
    {
        await environment.Exited;
        lock (_gate)
        {
            // A busy one is let go by whoever waits for its answer, after reporting.
            if (environment.Place == EnvironmentPlace.Busy || !Drop(environment))
            {
                return;
            }
        }

        discard(environment);
    }
}
