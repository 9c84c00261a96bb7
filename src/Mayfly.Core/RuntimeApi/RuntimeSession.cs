using Mayfly.Core.Extensions;
using Mayfly.Core.Invocation;
using Mayfly.Core.Streaming;
using Mayfly.Core.Telemetry;
using Mayfly.Sandbox;

namespace Mayfly.Core.RuntimeApi;

/// <summary>
/// One runtime's side of the Runtime API: a state machine between the environment, which offers events, and the runtime's HTTP requests.
/// Step 4 of an Invoke's journey. All transitions happen under one lock; whatever a transition completes is completed outside it.
/// </summary>
internal sealed class RuntimeSession
{
    private readonly Lock _gate = new();
    private readonly HandOff<PendingInvocation> _events = new();
    private readonly HandOff<StemClaim> _claims = new();
    private readonly TaskCompletionSource _stemWaiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<InitResult> _initialised = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RuntimePhase _phase;
    private PendingInvocation? _pending;
    private TaskCompletionSource<RuntimeReplyKind?>? _afterStream;

    public RuntimeSession(bool isStem) => _phase = isStem ? RuntimePhase.Stem : RuntimePhase.Initialising;

    /// <summary>The extensions beside this runtime.</summary>
    public ExtensionGroup Extensions { get; } = new();

    /// <summary>Adds a subscriber to the environment's telemetry; null while there is no environment.</summary>
    public Func<TelemetrySubscription, SubscriptionRefusal?>? Subscribe { get; set; }

    /// <summary>Called each time the runtime begins a response that is not streamed, where somebody wants to know.</summary>
    public Action? Responding { get; set; }

    /// <summary>Called each time the runtime has responded and waits for the next event.</summary>
    public Action? BecameReady { get; set; }

    /// <summary>Completes when a stem has booted and waits for its claim.</summary>
    public Task StemWaiting => _stemWaiting.Task;

    /// <summary>Completes when the function is loaded, or cannot be.</summary>
    public Task<InitResult> Initialised => _initialised.Task;

    /// <summary>
    /// Completes when the runtime has asked for the next event after a streamed response (null), or with why it will not: a handler may go on when its
    /// response is out.
    /// </summary>
    public Task<RuntimeReplyKind?> AfterStream
    {
        get
        {
            lock (_gate)
            {
                return _afterStream?.Task ?? Task.FromResult<RuntimeReplyKind?>(null);
            }
        }
    }

    public RuntimePhase Phase
    {
        get
        {
            lock (_gate)
            {
                return _phase;
            }
        }
    }

    /// <summary>Gives a waiting stem its function.</summary>
    public void Claim(StemClaim claim)
    {
        lock (_gate)
        {
            if (_phase != RuntimePhase.Stem)
            {
                throw new InvalidOperationException($"Only a stem can be claimed; this runtime is {_phase}.");
            }

            _phase = RuntimePhase.Initialising;
        }

        _claims.Give(claim);
    }

    /// <summary>Hands an event to the waiting runtime.</summary>
    public PendingInvocation Offer(InvocationRequest request, DateTimeOffset deadline)
    {
        PendingInvocation pending = new(request, deadline);
        lock (_gate)
        {
            if (_phase != RuntimePhase.Ready)
            {
                pending.TryComplete(new RuntimeReply(RuntimeReplyKind.NeverDelivered));
                return pending;
            }

            _phase = RuntimePhase.Invoking;
            _pending = pending;
        }

        _events.Give(pending);
        return pending;
    }

    /// <summary>GET /mayfly/stem/claim. Null when this is no stem, or the connection has gone.</summary>
    public ValueTask<StemClaim?> AwaitClaimAsync(object connection)
    {
        lock (_gate)
        {
            if (_phase != RuntimePhase.Stem)
            {
                return default;
            }
        }

        ValueTask<StemClaim?> claim = _claims.TakeAsync(connection);
        _stemWaiting.TrySetResult();
        return claim;
    }

    /// <summary>GET /runtime/invocation/next.</summary>
    /// <returns>False when the phase forbids it.</returns>
    public bool TryAwaitNext(object connection, out ValueTask<PendingInvocation?> next)
    {
        RuntimePhase before;
        PendingInvocation? brokenOff = null;
        TaskCompletionSource<RuntimeReplyKind?>? afterStream;
        lock (_gate)
        {
            before = _phase;
            if (before is RuntimePhase.Stem or RuntimePhase.Responding or RuntimePhase.Ended || (before == RuntimePhase.Invoking && _pending!.Delivered))
            {
                next = default;
                return false;
            }

            if (before == RuntimePhase.BrokenOff)
            {
                (brokenOff, _pending) = (_pending, null);
            }

            // An event that was offered to a poll whose connection was gone by then is still on the table for this one.
            _phase = before == RuntimePhase.Invoking ? RuntimePhase.Invoking : RuntimePhase.Ready;
            (afterStream, _afterStream) = (_afterStream, null);
            next = _events.TakeAsync(connection);
        }

        afterStream?.TrySetResult(null);
        brokenOff?.TryComplete(StreamFailure.BrokenOff(brokenOff.Request));
        if (before == RuntimePhase.Initialising)
        {
            Extensions.RuntimeInitialised();
            _initialised.TrySetResult(new InitResult(InitResultKind.Ready));
        }
        else if (before != RuntimePhase.Invoking)
        {
            BecameReady?.Invoke();
        }

        return true;
    }

    /// <summary>Looks whether a response for <paramref name="requestId"/> would be taken, before its body is read.</summary>
    /// <param name="requestId">The invocation that it says it is for.</param>
    /// <param name="stream">Where to a response may be streamed; null when it is to be read whole.</param>
    public RuntimeVerdict Check(ReadOnlySpan<char> requestId, out ResponseStream? stream)
    {
        lock (_gate)
        {
            RuntimeVerdict verdict = Judge(requestId);
            stream = verdict == RuntimeVerdict.Accepted ? _pending!.Request.Stream : null;
            return verdict;
        }
    }

    /// <summary>POST …/response and …/error: completes the invocation.</summary>
    /// <returns>Anything but <see cref="RuntimeVerdict.Accepted"/> leaves the reply's body with the caller.</returns>
    public RuntimeVerdict Respond(ReadOnlySpan<char> requestId, in RuntimeReply reply)
    {
        PendingInvocation pending;
        lock (_gate)
        {
            RuntimeVerdict verdict = Judge(requestId);
            if (verdict != RuntimeVerdict.Accepted)
            {
                return verdict;
            }

            pending = _pending!;
            _pending = null;
            _phase = RuntimePhase.Responded;
        }

        return pending.TryComplete(reply) ? RuntimeVerdict.Accepted : RuntimeVerdict.InvalidStateTransition;
    }

    /// <summary>POST …/response, streamed: from now on nothing else may respond to the invocation.</summary>
    public RuntimeVerdict BeginResponse(ReadOnlySpan<char> requestId)
    {
        lock (_gate)
        {
            RuntimeVerdict verdict = Judge(requestId);
            _phase = verdict == RuntimeVerdict.Accepted ? RuntimePhase.Responding : _phase;
            return verdict;
        }
    }

    /// <summary>The streamed response has come to its end: completes the invocation.</summary>
    /// <returns>Anything but <see cref="RuntimeVerdict.Accepted"/> leaves the reply's body with the caller.</returns>
    public RuntimeVerdict EndResponse(in RuntimeReply reply)
    {
        PendingInvocation pending;
        lock (_gate)
        {
            if (_phase != RuntimePhase.Responding)
            {
                return RuntimeVerdict.InvalidStateTransition;
            }

            pending = _pending!;
            _pending = null;
            _phase = RuntimePhase.Responded;
            _afterStream = new TaskCompletionSource<RuntimeReplyKind?>(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return pending.TryComplete(reply) ? RuntimeVerdict.Accepted : RuntimeVerdict.InvalidStateTransition;
    }

    /// <summary>The streamed response ended in the middle. What becomes of the runtime decides what it was: its end, or a mere failure if it asks for the next event.</summary>
    public void BreakResponse()
    {
        lock (_gate)
        {
            _phase = _phase == RuntimePhase.Responding ? RuntimePhase.BrokenOff : _phase;
        }
    }

    /// <summary>POST /runtime/init/error.</summary>
    public RuntimeVerdict FailInit(Payload error, string? errorType)
    {
        lock (_gate)
        {
            if (_phase != RuntimePhase.Initialising)
            {
                return RuntimeVerdict.InvalidStateTransition;
            }

            _phase = RuntimePhase.Ended;
        }

        return _initialised.TrySetResult(new InitResult(InitResultKind.Error, error, errorType)) ? RuntimeVerdict.Accepted : RuntimeVerdict.InvalidStateTransition;
    }

    /// <summary>The connection is gone: an event must not be written into it.</summary>
    public void Disconnected(object connection)
    {
        Extensions.Disconnected(connection);
        _events.Leave(connection);
        _claims.Leave(connection);
    }

    /// <summary>Ends the session: whatever waits on it is completed with <paramref name="reason"/>.</summary>
    public void End(RuntimeReplyKind reason, SandboxExit exit = default, ExtensionFault? fault = null)
    {
        PendingInvocation? pending;
        lock (_gate)
        {
            _phase = RuntimePhase.Ended;
            pending = _pending;
            _pending = null;
            _afterStream?.TrySetResult(reason);
        }

        _stemWaiting.TrySetException(new SandboxLaunchException("The runtime ended before it was ready."));
        _stemWaiting.Task.Exception?.Handle(static _ => true);
        InitResultKind kind = reason switch
        {
            RuntimeReplyKind.TimedOut => InitResultKind.TimedOut,
            RuntimeReplyKind.ExtensionFailed => InitResultKind.ExtensionFailed,
            _ => InitResultKind.Exited,
        };
        _initialised.TrySetResult(new InitResult(kind, Exit: exit, Fault: fault));
        Extensions.End(reason, exit);

        // An extension that fails has seen the event, even if the runtime has not.
        bool seen = reason is RuntimeReplyKind.TimedOut or RuntimeReplyKind.ExtensionFailed;
        pending?.TryComplete(new RuntimeReply(pending.Delivered || seen ? reason : RuntimeReplyKind.NeverDelivered, Exit: exit, Fault: fault));
    }

    private RuntimeVerdict Judge(ReadOnlySpan<char> requestId)
    {
        if (_phase != RuntimePhase.Invoking)
        {
            return RuntimeVerdict.InvalidStateTransition;
        }

        return requestId.SequenceEqual(_pending!.Request.RequestId) ? RuntimeVerdict.Accepted : RuntimeVerdict.InvalidRequestId;
    }
}
