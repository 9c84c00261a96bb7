using Mayfly.Core.Extensions;
using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;
using Mayfly.Core.RuntimeApi;
using Mayfly.Core.Runtimes;
using Mayfly.Core.Streaming;
using Mayfly.Sandbox;

namespace Mayfly.Core.Environments;

/// <summary>
/// A sandbox that belongs to one version of one function: initialised once, then one event at a time, frozen in between, and killed in the
/// end. Never given back.
/// </summary>
internal sealed class ExecutionEnvironment : IAsyncDisposable
{
    /// <summary>The runtime's part of the time that there is to shut down, where there are external extensions.</summary>
    private const double RuntimeShare = 0.3;

    private readonly Lock _gate = new();
    private readonly ISandbox _sandbox;
    private readonly RuntimeSession _session;
    private readonly FunctionFiles _files;
    private readonly TimeProvider _time;
    private readonly ITimer _timeout;
    private long _offeredAt;
    private TimeSpan _limit;
    private ResponseClock? _clock;
    private bool _frozen;
    private bool _boosted = true;
    private bool _active = true;
    private int _disposed;
    private long _idleSince;

    public ExecutionEnvironment(FunctionVersion version, ISandbox sandbox, RuntimeSession session, EnvironmentLog log, FunctionFiles files, TimeProvider time)
    {
        Version = version;
        _sandbox = sandbox;
        _session = session;
        Log = log;
        _files = files;
        _time = time;
        _idleSince = time.GetTimestamp();
        _timeout = time.CreateTimer(static self => ((ExecutionEnvironment)self!).OnTimeout(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _ = EndWithProcessAsync();
        Exited = sandbox.Exited;
        Afterwards = new InvocationAfterwards(session, sandbox, time);
        if (session.Extensions.AnyExternal)
        {
            Exited = Task.WhenAny(sandbox.Exited, session.Extensions.Failed);
            _ = EndWithExtensionAsync();
        }
    }

    public FunctionVersion Version { get; }

    public EnvironmentLog Log { get; }

    /// <summary>What is waited for when an invocation has been answered.</summary>
    public InvocationAfterwards Afterwards { get; }

    /// <summary>Time that the Init phase took.</summary>
    public TimeSpan? InitDuration { private get; set; }

    /// <summary>Where the pool holds this environment; guarded by the pool's lock.</summary>
    public EnvironmentPlace Place { get; set; }

    /// <summary>Whether takers wait for it before it settles; guarded by the pool's lock.</summary>
    public bool IsExpected { get; set; }

    /// <summary>Completes when the runtime's process, or an external extension's, is gone: no further event can be handed over.</summary>
    public Task Exited { get; }

    /// <summary>Whether an invocation ends only when extensions are done with it, too.</summary>
    public bool HasExtensions => _session.Extensions.Any;

    /// <summary>Why this environment is ended, as extensions hear it: spindown, timeout or failure.</summary>
    public string ShutdownReason { private get; set; } = "spindown";

    /// <summary>How far each extension came in Init.</summary>
    public IReadOnlyList<ExtensionReport> Extensions => _session.Extensions.Any ? _session.Extensions.Describe() : [];

    /// <summary>The times of the last response, where there are extensions to hear of them; null if it was streamed, which knows its own.</summary>
    public ResponseSpans? Spans => _clock?.Read();

    public long PeakMemoryBytes => _sandbox.PeakMemoryBytes();

    /// <summary>The Init phase's time, once: it is reported with the first invocation only.</summary>
    public TimeSpan? TakeInitDuration()
    {
        TimeSpan? duration = InitDuration;
        InitDuration = null;
        return duration;
    }

    /// <summary>The customer's program that its sandbox started, if it did.</summary>
    public EntrypointKind Entrypoint { private get; init; }

    /// <summary>Why nothing was started at all; null where something was.</summary>
    public StartFault? StartFault { private get; init; }

    /// <summary>What is wrong with the customer's program, if that is why it ended; null for managed runtimes.</summary>
    public StartFault? EntrypointFault => Entrypoint switch
    {
        EntrypointKind.Bootstrap => Fault(CustomEntrypoint.Fault(_files.TaskFolder, _files.LayersFolder)),
        EntrypointKind.Handler => Fault(CustomEntrypoint.HandlerFault(_files.TaskFolder, Version.Handler ?? "")),
        _ => StartFault,
    };

    /// <summary>Brings what the sandbox has written so far into its log.</summary>
    public void DrainOutput() => _sandbox.DrainOutput();

    public void OnReady(Action becameReady) => _session.BecameReady = becameReady;

    /// <summary>Waits until the function is loaded, cannot be, or <paramref name="limit"/> is over; in the last case the sandbox is dying when this returns.</summary>
    public async Task<InitResult> InitialiseAsync(TimeSpan limit)
    {
        using CancellationTokenSource expiry = new(limit, _time);
        await using (expiry.Token.UnsafeRegister(static self => ((RuntimeSession)self!).End(RuntimeReplyKind.TimedOut), _session))
        {
            InitResult result = await _session.Initialised;
            if (result.Kind == InitResultKind.Ready && _session.Extensions.Any)
            {
                result = await _session.Extensions.Initialised;
            }

            return result.Kind == InitResultKind.Exited && EntrypointFault is { } fault ? result with { ErrorType = fault.ErrorType } : result;
        }
    }

    /// <summary>Hands over an event and waits for what becomes of it, at most the function's timeout. Steps 4 and 5 of an Invoke's journey.</summary>
    public async ValueTask<RuntimeReply> InvokeAsync(InvocationRequest request, TimeSpan limit)
    {
        lock (_gate)
        {
            _offeredAt = _time.GetTimestamp();
            _limit = limit;
        }

        DateTimeOffset deadline = _time.GetUtcNow() + limit;
        if (_session.Extensions.Any)
        {
            // Only extensions hear of a response's times.
            _clock ??= new ResponseClock(_time);
            _clock.Start();
            _session.Responding ??= _clock.Begin;
            _session.Extensions.Begin(request, deadline);
        }

        PendingInvocation pending = _session.Offer(request, deadline);
        _timeout.Change(limit, Timeout.InfiniteTimeSpan);
        EndStartBoost();
        RuntimeReply reply = await pending.Reply;
        _clock?.End();
        _timeout.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        // What the handler printed before it responded is in the pipe already: bring it in before the END line.
        _sandbox.DrainOutput();
        return reply;
    }

    /// <summary>Makes sure that the processes run, before an event is handed over.</summary>
    public void Activate()
    {
        lock (_gate)
        {
            _active = true;
            if (_frozen)
            {
                _sandbox.Thaw();
                _frozen = false;
            }
        }
    }

    public void Deactivate()
    {
        EndStartBoost();
        lock (_gate)
        {
            _active = false;
            _idleSince = _time.GetTimestamp();
        }
    }

    public TimeSpan IdleFor
    {
        get
        {
            lock (_gate)
            {
                return _active ? TimeSpan.Zero : _time.GetElapsedTime(_idleSince);
            }
        }
    }

    /// <summary>The limits of Init end when the first event is on its way, which need not wait for that, or when the environment is put by without one.</summary>
    private void EndStartBoost()
    {
        if (_boosted)
        {
            _boosted = false;
            _sandbox.EndStartBoost();
        }
    }

    /// <summary>Stops the processes of an environment that has been idle for long enough.</summary>
    public void FreezeIfIdle(TimeSpan after)
    {
        lock (_gate)
        {
            if (!_active && !_frozen && _disposed == 0 && _time.GetElapsedTime(_idleSince) >= after)
            {
                _sandbox.Freeze();
                _frozen = true;
            }
        }
    }

    /// <summary>
    /// The Shutdown phase: SIGTERM to the runtime, then SHUTDOWN to the extensions that want it, then SIGKILL to all. How much time there is depends on what
    /// kinds of extension there are, as on AWS.
    /// </summary>
    public async Task ShutdownAsync(EnvironmentOptions options)
    {
        bool external = _session.Extensions.AnyExternal;
        TimeSpan grace = external ? options.ExternalExtensionShutdownTimeout
            : _session.Extensions.Any ? options.InternalExtensionShutdownTimeout
            : options.ShutdownTimeout;
        if (grace > TimeSpan.Zero && (external || !_sandbox.Exited.IsCompleted))
        {
            _session.Extensions.ExpectEnd();
            try
            {
                Activate();
                await EndGracefullyAsync(grace, external ? grace * RuntimeShare : grace);
            }
            catch (Exception ended) when (ended is TimeoutException or ObjectDisposedException)
            {
                // Killed below.
            }
        }

        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_disposed != 0)
            {
                return;
            }

            _disposed = 1;
        }

        _session.End(RuntimeReplyKind.Exited);
        await _timeout.DisposeAsync();
        await _sandbox.DisposeAsync();
        await Log.DisposeAsync();
        _files.Dispose();
    }

    private static StartFault? Fault(string? message) => message is null ? null : new StartFault(CustomEntrypoint.ErrorType, message);

    private void OnTimeout()
    {
        lock (_gate)
        {
            // A callback that was on its way when its event was answered may come while the next event is young: that one is not late.
            TimeSpan slack = TimeSpan.FromMilliseconds(Math.Min(50, _limit.TotalMilliseconds / 2));
            if (_time.GetElapsedTime(_offeredAt) < _limit - slack)
            {
                return;
            }
        }

        _session.End(RuntimeReplyKind.TimedOut);
    }

    private async Task EndGracefullyAsync(TimeSpan grace, TimeSpan runtimeGrace)
    {
        long started = _time.GetTimestamp();
        DateTimeOffset deadline = _time.GetUtcNow() + grace;

        // What subscribers are to know, they are to know before they are told to end.
        Task quiet = Log.FlushTelemetryAsync();
        if (!_sandbox.Exited.IsCompleted && _session.Extensions.LetRuntimeStart)
        {
            _sandbox.Signal(15);
            quiet = Task.WhenAll(quiet, _sandbox.Exited);
        }

        await Task.WhenAny(quiet, Task.Delay(runtimeGrace, _time));
        Task ended = _session.Extensions.ShutDown(ShutdownReason, deadline);
        TimeSpan left = grace - _time.GetElapsedTime(started);
        await ended.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time);
    }

    private async Task EndWithExtensionAsync()
    {
        ExtensionFault fault = await _session.Extensions.Failed;
        _session.End(RuntimeReplyKind.ExtensionFailed, fault: fault);
    }

    private async Task EndWithProcessAsync()
    {
        SandboxExit exit = await _sandbox.Exited;
        _session.End(RuntimeReplyKind.Exited, exit);
    }
}
