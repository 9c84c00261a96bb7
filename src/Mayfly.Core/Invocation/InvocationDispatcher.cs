using Mayfly.Core.Concurrency;
using Mayfly.Core.Environments;
using Mayfly.Core.Functions;
using Mayfly.Core.Recursion;
using Mayfly.Core.RuntimeApi;
using Mayfly.Sandbox;
using Microsoft.Extensions.Logging;

namespace Mayfly.Core.Invocation;

/// <summary>
/// Step 2 of an Invoke's journey, and the door for everything else that invokes: finds the version, takes a concurrency lease and an
/// environment, runs the event, and reports.
/// </summary>
public sealed partial class InvocationDispatcher
{
    private readonly IFunctionCatalog _catalog;
    private readonly ConcurrencyLeases _leases;
    private readonly EnvironmentPools _pools;
    private readonly ColdStart _coldStart;
    private readonly TimeProvider _time;
    private readonly ILogger<InvocationDispatcher> _logger;

    public InvocationDispatcher(
        IFunctionCatalog catalog, ConcurrencyLeases leases, EnvironmentPools pools, ColdStart coldStart, TimeProvider time, ILogger<InvocationDispatcher> logger)
    {
        _catalog = catalog;
        _leases = leases;
        _pools = pools;
        _coldStart = coldStart;
        _time = time;
        _logger = logger;
    }

    /// <summary>Runs one event to its end. Never throws for what a function does.</summary>
    public async ValueTask<InvocationOutcome> InvokeAsync(FunctionKey function, string? qualifier, InvocationRequest request)
    {
        FunctionLookup found = _catalog.Find(function, qualifier);
        if (found.Version is not FunctionVersion version)
        {
            return new InvocationOutcome { Status = RefusalOf(found.Outcome), Reason = found.StateReason };
        }

        if (Lineage.CountOf(request.TraceHeader, version.LineageId) >= Lineage.Longest && !_catalog.AllowsRecursion(function))
        {
            return new InvocationOutcome { Status = InvocationStatus.RecursiveLoop };
        }

        request.TraceHeader = TraceHeader.Continue(request.TraceHeader, version, _time.GetUtcNow());
        ConcurrencyLease lease = await _leases.TakeAsync(version);
        if (lease.Refusal is { } refusal)
        {
            return new InvocationOutcome { Status = refusal };
        }

        try
        {
            return await RunAsync(version, lease.Provisioned?.Pool, request);
        }
        catch (SandboxLaunchException failure)
        {
            Log.LaunchFailed(_logger, version.Arn, failure);
            return new InvocationOutcome { Status = InvocationStatus.ServiceFailed, Reason = failure.Message };
        }
        finally
        {
            lease.Give();
        }
    }

    private async ValueTask<InvocationOutcome> RunAsync(FunctionVersion version, EnvironmentPool? provisioned, InvocationRequest request)
    {
        EnvironmentPool pool = provisioned ?? _pools.Of(version);
        while (true)
        {
            ExecutionEnvironment? environment = await pool.TakeAsync();
            InvocationOutcome? outcome;
            if (environment is not null)
            {
                environment.Activate();
                outcome = await RunInAsync(environment, pool, request);
            }
            else
            {
                // Also where a provisioned environment has just died: another is on its way, but not there yet.
                pool = _pools.Of(version);
                outcome = await _coldStart.RunAsync(version, pool, request, RunInAsync);
            }

            if (outcome is not null)
            {
                return outcome;
            }

            // The environment died before the event reached it, so the function has not seen it: the next one gets it.
        }
    }

    /// <summary>Hands the event to an initialised environment. Null when it never arrived.</summary>
    private async ValueTask<InvocationOutcome?> RunInAsync(ExecutionEnvironment environment, EnvironmentPool pool, InvocationRequest request)
    {
        FunctionVersion version = environment.Version;
        environment.Log.Start(request);
        request.Stream?.Start(version.Version);
        long started = _time.GetTimestamp();
        RuntimeReply reply = await environment.InvokeAsync(request, version.Timeout);
        TimeSpan duration = reply.Kind == RuntimeReplyKind.TimedOut ? version.Timeout : _time.GetElapsedTime(started);
        if (reply.Kind == RuntimeReplyKind.NeverDelivered)
        {
            pool.Remove(environment);
            return null;
        }

        InvocationOutcome outcome = OutcomeOf(environment, request, reply);
        InvocationReport report = new(
            duration, environment.PeakMemoryBytes, environment.TakeInitDuration(), reply, reply.Body?.Length ?? 0, Spans: environment.Spans);
        bool streamed = request.Stream is { HasBegun: true };
        if (streamed)
        {
            report = report with { ProducedBytes = request.Stream!.ProducedBytes, Spans = request.Stream.Spans };
        }

        if ((streamed || environment.HasExtensions) && !EndsEnvironment(reply.Kind))
        {
            // The caller need not wait for extensions, nor for what a handler does when its response is out; unless he wants the log, which ends when they do.
            Task<byte[]?> finishing = FinishLaterAsync(environment, pool, request, report, streamed);
            return request.WantsLogTail ? outcome with { LogTail = await finishing } : outcome;
        }

        byte[]? tail = environment.Log.Finish(request, report);
        LetGo(environment, pool, reply.Kind);
        return tail is null ? outcome : outcome with { LogTail = tail };
    }

    /// <summary>The runtime has answered: waits for whoever is still at work, reports, and gives the environment back. Never throws.</summary>
    private async Task<byte[]?> FinishLaterAsync(ExecutionEnvironment environment, EnvironmentPool pool, InvocationRequest request, InvocationReport report, bool streamed)
    {
        try
        {
            report = report with { Reply = report.Reply with { Body = null } };
            if (streamed)
            {
                if (!environment.HasExtensions)
                {
                    pool.Expect(environment);
                }

                report = await AwaitRuntimeAsync(environment, report);
            }

            if (environment.HasExtensions && !EndsEnvironment(report.Reply.Kind))
            {
                report = await AwaitExtensionsAsync(environment, request, report with { RuntimeDuration = report.Duration });
            }

            byte[]? tail = environment.Log.Finish(request, report with { PeakMemoryBytes = environment.PeakMemoryBytes });
            LetGo(environment, pool, report.Reply.Kind);
            return tail;
        }
        catch (Exception failure)
        {
            Log.FinishFailed(_logger, environment.Version.Arn, failure);
            pool.Remove(environment);
            return null;
        }
    }

    /// <summary>Waits, after a streamed response, until the runtime asks for the next event: a handler may go on when its response is out.</summary>
    private async Task<InvocationReport> AwaitRuntimeAsync(ExecutionEnvironment environment, InvocationReport report)
    {
        long answered = _time.GetTimestamp();
        TimeSpan limit = environment.Version.Timeout;
        RuntimeReply reply = await environment.Afterwards.AwaitRuntimeAsync(report.Reply, limit - report.Duration);
        TimeSpan overhead = _time.GetElapsedTime(answered);
        return report with
        {
            Reply = reply,
            Duration = reply.Kind == RuntimeReplyKind.TimedOut ? limit : report.Duration + overhead,
            Spans = report.Spans! with { Overhead = overhead },
        };
    }

    private async Task<InvocationReport> AwaitExtensionsAsync(ExecutionEnvironment environment, InvocationRequest request, InvocationReport report)
    {
        environment.Log.RuntimeDone(request, report);
        long answered = _time.GetTimestamp();
        TimeSpan limit = environment.Version.Timeout;
        RuntimeReply reply = await environment.Afterwards.AwaitExtensionsAsync(report.Reply, limit - report.Duration);
        TimeSpan overhead = _time.GetElapsedTime(answered);
        return report with
        {
            Reply = reply,
            Duration = reply.Kind == RuntimeReplyKind.TimedOut ? limit : report.Duration + overhead,
            ExtensionOverhead = overhead,
        };
    }

    private static bool EndsEnvironment(RuntimeReplyKind kind) => kind is RuntimeReplyKind.Exited or RuntimeReplyKind.TimedOut or RuntimeReplyKind.ExtensionFailed;

    private static void LetGo(ExecutionEnvironment environment, EnvironmentPool pool, RuntimeReplyKind kind)
    {
        if (!EndsEnvironment(kind))
        {
            pool.Settle(environment);
            return;
        }

        environment.ShutdownReason = kind == RuntimeReplyKind.TimedOut ? "timeout" : "failure";
        pool.Remove(environment);
    }

    private static InvocationOutcome OutcomeOf(ExecutionEnvironment environment, InvocationRequest request, in RuntimeReply reply) => new()
    {
        Status = reply.Kind == RuntimeReplyKind.Response ? InvocationStatus.Succeeded : InvocationStatus.FunctionFailed,
        ExecutedVersion = environment.Version.Version,
        Result = reply.Body ?? (reply.Kind == RuntimeReplyKind.Response ? null : FailureDocument.For(request, environment.Version.Timeout, reply)),
        ContentType = reply.ContentType,
        StreamError = request.Stream is { HasBegun: true } ? StreamFailure.CodeOf(reply) : null,
    };

    internal static InvocationStatus RefusalOf(FunctionLookupOutcome outcome) => outcome switch
    {
        FunctionLookupOutcome.Pending => InvocationStatus.FunctionPending,
        FunctionLookupOutcome.Failed => InvocationStatus.FunctionInFailedState,
        _ => InvocationStatus.FunctionNotFound,
    };

    private static partial class Log
    {
        [LoggerMessage(3301, LogLevel.Error, "No environment of {Function} could be started.")]
        public static partial void LaunchFailed(ILogger logger, string function, Exception failure);

        [LoggerMessage(3302, LogLevel.Error, "An invocation of {Function} was answered, but could not be ended in order.")]
        public static partial void FinishFailed(ILogger logger, string function, Exception failure);
    }
}
