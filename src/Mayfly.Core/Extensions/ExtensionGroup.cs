using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;
using Mayfly.Core.RuntimeApi;
using Mayfly.Sandbox;

namespace Mayfly.Core.Extensions;

/// <summary>
/// The extensions of one environment, external and internal: a state machine between the environment and their requests to the Extensions API,
/// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html. All transitions happen under one lock; what awaits them continues elsewhere.
/// </summary>
internal sealed class ExtensionGroup
{
    /// <summary>AWS's limit, external and internal ones together.</summary>
    public const int Maximum = 10;

    private readonly Lock _gate = new();
    private readonly List<Extension> _extensions = [];
    private readonly TaskCompletionSource<bool> _registered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<InitResult> _initialised = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ExtensionFault> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<RuntimeReplyKind?>? _invocation;
    private string? _reported;
    private volatile bool _any;
    private bool _registrationClosed;
    private bool _ending;

    /// <summary>Whose extensions these are; null while they are a stem's, which can have none.</summary>
    public FunctionVersion? Function { get; set; }

    /// <summary>Whether there are extensions. Environments without pay for this question only.</summary>
    public bool Any => _any;

    public bool AnyExternal
    {
        get
        {
            lock (_gate)
            {
                return _extensions.Exists(static extension => extension.IsExternal);
            }
        }
    }

    /// <summary>Completes when all external ones have registered (true) or one failed (false).</summary>
    public Task<bool> Registered => _registered.Task;

    /// <summary>Whether the runtime runs, or may run by now: it waits until all external ones have registered.</summary>
    public bool LetRuntimeStart => !AnyExternal || _registered.Task is { IsCompletedSuccessfully: true, Result: true };

    /// <summary>Completes when, the runtime being ready, all have asked for their first event; or with why they will not.</summary>
    public Task<InitResult> Initialised => _initialised.Task;

    /// <summary>Completes if an extension fails.</summary>
    public Task<ExtensionFault> Failed => _failed.Task;

    /// <summary>Takes in the external ones, whose processes are being started.</summary>
    public void Expect(IEnumerable<string> names)
    {
        lock (_gate)
        {
            _extensions.AddRange(names.Select(static name => new Extension(name, isExternal: true)));
            _any = _extensions.Count > 0;
        }
    }

    /// <summary>POST /extension/register. A name that is no external one's is an internal extension's.</summary>
    public ExtensionRefusal? TryRegister(string name, ExtensionEvents events, out Extension? extension)
    {
        bool allRegistered;
        lock (_gate)
        {
            extension = _extensions.Find(known => known.Name == name);
            if (extension is { IsExternal: true })
            {
                if (extension.State != ExtensionState.Started)
                {
                    return ExtensionRefusal.Transition(extension, ExtensionState.Registered);
                }
            }
            else if (extension is not null)
            {
                return new ExtensionRefusal("Extension.InvalidExtensionState", "Extension with this name already registered");
            }
            else if (_registrationClosed || _ending || Function is null)
            {
                return new ExtensionRefusal("Extension.RegistrationClosed", "Extension registration closed already");
            }
            else if (_extensions.Count >= Maximum)
            {
                return new ExtensionRefusal("Extension.TooManyExtensions", $"Extension limit ({Maximum}) reached");
            }
            else
            {
                extension = new Extension(name, isExternal: false);
                _extensions.Add(extension);
                _any = true;
            }

            extension.State = ExtensionState.Registered;
            extension.Events = events;
            allRegistered = _extensions.TrueForAll(static one => one.State != ExtensionState.Started);
        }

        if (allRegistered)
        {
            _registered.TrySetResult(true);
        }

        return null;
    }

    /// <summary>Whether a name is that of a file in /opt/extensions.</summary>
    public bool IsExternal(string name)
    {
        lock (_gate)
        {
            return _extensions.Exists(extension => extension.IsExternal && extension.Name == name);
        }
    }

    public Extension? Find(Guid id)
    {
        lock (_gate)
        {
            return _extensions.Find(extension => extension.Id == id);
        }
    }

    /// <summary>GET /extension/event/next.</summary>
    public ExtensionRefusal? TryNext(Extension extension, object connection, out Task<ExtensionEvent?>? next)
    {
        lock (_gate)
        {
            // A poll whose connection broke may be taken up again.
            if (extension.State is not (ExtensionState.Registered or ExtensionState.Running) && (extension.State != ExtensionState.Ready || extension.IsPolling))
            {
                next = null;
                return ExtensionRefusal.Transition(extension, ExtensionState.Ready);
            }

            extension.State = ExtensionState.Ready;
            next = extension.TakeAsync(connection);
        }

        Advance();
        return null;
    }

    /// <summary>POST /extension/init/error or /extension/exit/error. AWS waits for the extension to end after that, and so do we.</summary>
    public ExtensionRefusal? TryReport(Extension extension, ExtensionState state, string errorType)
    {
        lock (_gate)
        {
            bool allowed = extension.State == state
                || extension.State == ExtensionState.Registered
                || (state == ExtensionState.ExitError && extension.State is ExtensionState.Ready or ExtensionState.Running);
            if (!allowed)
            {
                return ExtensionRefusal.Transition(extension, state);
            }

            extension.State = state;
            extension.ErrorType ??= errorType;
            _reported ??= state == ExtensionState.InitError ? "Extension.InitError" : "Extension.ExitError";
        }

        return null;
    }

    /// <summary>The runtime is ready: nobody may register any more.</summary>
    public void RuntimeInitialised()
    {
        lock (_gate)
        {
            _registrationClosed = true;
        }

        Advance();
    }

    /// <summary>An invocation begins: those that have registered for it get its event.</summary>
    public void Begin(InvocationRequest request, DateTimeOffset deadline)
    {
        lock (_gate)
        {
            _invocation = new TaskCompletionSource<RuntimeReplyKind?>(TaskCreationOptions.RunContinuationsAsynchronously);
            foreach (Extension extension in _extensions.Where(static one => one.Events.HasFlag(ExtensionEvents.Invoke)))
            {
                extension.Give(ExtensionEvent.Invoke(request, deadline));
                extension.State = ExtensionState.Running;
            }
        }

        Advance();
    }

    /// <summary>Completes when the extensions are done with the invocation (null), or with why they will not be.</summary>
    public Task<RuntimeReplyKind?> InvocationDone => _invocation!.Task;

    /// <summary>The Shutdown phase: external ones that have registered for it get its event.</summary>
    /// <returns>Completes when the processes of those have ended.</returns>
    public Task ShutDown(string reason, DateTimeOffset deadline)
    {
        lock (_gate)
        {
            _ending = true;
            Extension[] told = [.. _extensions.Where(static one => one.IsExternal && one.Events.HasFlag(ExtensionEvents.Shutdown) && !one.Ended.Task.IsCompleted)];
            foreach (Extension extension in told)
            {
                extension.Give(ExtensionEvent.Shutdown(reason, deadline));
            }

            return Task.WhenAll(told.Select(static one => one.Ended.Task));
        }
    }

    /// <summary>From now on extensions may end without that being a fault.</summary>
    public void ExpectEnd()
    {
        lock (_gate)
        {
            _ending = true;
        }
    }

    /// <summary>An external extension could not be started.</summary>
    public void LaunchFailed(string name, string errorType, string message)
    {
        lock (_gate)
        {
            Extension extension = _extensions.Find(one => one.Name == name)!;
            extension.State = ExtensionState.LaunchError;
            extension.ErrorType = errorType;
            extension.Ended.TrySetResult();
        }

        Fail(new ExtensionFault("Extension.LaunchError", message));
    }

    /// <summary>An external extension's process has ended.</summary>
    public void Exited(string name, SandboxExit exit)
    {
        string? reported;
        lock (_gate)
        {
            Extension extension = _extensions.Find(one => one.Name == name)!;
            extension.State = extension.State is ExtensionState.InitError or ExtensionState.ExitError ? extension.State : ExtensionState.Exited;
            extension.Ended.TrySetResult();
            if (_ending)
            {
                return;
            }

            reported = _reported;
        }

        Fail(new ExtensionFault(reported ?? "Extension.Crash", FailureDocument.ExtensionExit(exit)));
    }

    /// <summary>The environment ends: whatever waits for the extensions is completed with <paramref name="reason"/>.</summary>
    public void End(RuntimeReplyKind reason, SandboxExit exit)
    {
        InitResultKind kind = reason == RuntimeReplyKind.TimedOut ? InitResultKind.TimedOut : InitResultKind.Exited;
        _registered.TrySetResult(false);
        _initialised.TrySetResult(new InitResult(kind, Exit: exit));
        lock (_gate)
        {
            _invocation?.TrySetResult(reason);
        }
    }

    public void Disconnected(object connection)
    {
        lock (_gate)
        {
            _extensions.ForEach(extension => extension.Leave(connection));
        }
    }

    /// <summary>What the EXTENSION log lines tell.</summary>
    public IReadOnlyList<ExtensionReport> Describe()
    {
        lock (_gate)
        {
            return [.. _extensions.Select(static one => new ExtensionReport(one.Name, one.State, one.Events, one.ErrorType))];
        }
    }

    private void Fail(ExtensionFault fault)
    {
        _registered.TrySetResult(false);
        _initialised.TrySetResult(new InitResult(InitResultKind.ExtensionFailed, Fault: fault));
        _failed.TrySetResult(fault);
        lock (_gate)
        {
            _invocation?.TrySetResult(RuntimeReplyKind.ExtensionFailed);
        }
    }

    /// <summary>Completes what all have now done their part of.</summary>
    private void Advance()
    {
        lock (_gate)
        {
            if (_registrationClosed && _extensions.TrueForAll(static one => one.State is ExtensionState.Ready or ExtensionState.Running))
            {
                _initialised.TrySetResult(new InitResult(InitResultKind.Ready));
            }

            if (_invocation is { Task.IsCompleted: false } invocation
                && _extensions.TrueForAll(static one => !one.Events.HasFlag(ExtensionEvents.Invoke) || one.State == ExtensionState.Ready))
            {
                invocation.TrySetResult(null);
            }
        }
    }
}
