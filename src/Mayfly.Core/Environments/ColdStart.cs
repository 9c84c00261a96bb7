using Mayfly.Core.Concurrency;
using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;
using Mayfly.Core.RuntimeApi;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Environments;

/// <summary>
/// Starts an environment for an event that found none. The Init phase has AWS's ten seconds; when it fails, it is run once more inside the
/// invocation, within the function's own timeout: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
/// </summary>
public sealed class ColdStart
{
    private readonly EnvironmentFactory _factory;
    private readonly EnvironmentPools _pools;
    private readonly ColdStartQueue _queue;
    private readonly ScalingRate _rate;
    private readonly EnvironmentOptions _options;
    private readonly TimeProvider _time;

    public ColdStart(EnvironmentFactory factory, EnvironmentPools pools, ColdStartQueue queue, ScalingRate rate, IOptions<EnvironmentOptions> options, TimeProvider time)
    {
        _factory = factory;
        _pools = pools;
        _queue = queue;
        _rate = rate;
        _options = options.Value;
        _time = time;
    }

    /// <summary>Runs the event in a new environment. Null when the environment died before the event reached it.</summary>
    internal async ValueTask<InvocationOutcome?> RunAsync(
        FunctionVersion version, EnvironmentPool pool, InvocationRequest request, Func<ExecutionEnvironment, EnvironmentPool, InvocationRequest, ValueTask<InvocationOutcome?>> run)
    {
        // Off the thread that the request came on, which serves the warm invocations of others: making a sandbox is full of system calls that wait.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        if (!_rate.TryStart(version.Key))
        {
            return new InvocationOutcome { Status = InvocationStatus.ScalingThrottled };
        }

        if (!_pools.TryClaimMemory(version.MemoryMb))
        {
            return new InvocationOutcome { Status = InvocationStatus.MachineFull };
        }

        ExecutionEnvironment environment = await StartAsync(version);
        long started = _time.GetTimestamp();
        InitResult init = await environment.InitialiseAsync(_options.InitTimeout);
        DrainIfFailed(environment, init);
        environment.Log.InitEnded(_time.GetElapsedTime(started), "init", init, environment.Extensions);
        if (init.Kind == InitResultKind.Ready)
        {
            environment.InitDuration = _time.GetElapsedTime(started);
            pool.Add(environment);
            return await run(environment, pool, request);
        }

        environment.ShutdownReason = ReasonOf(init);
        init.Error?.Dispose();
        _pools.Discard(environment);
        return await RunWithInitInsideAsync(version, pool, request, run);
    }

    private async ValueTask<InvocationOutcome?> RunWithInitInsideAsync(
        FunctionVersion version, EnvironmentPool pool, InvocationRequest request, Func<ExecutionEnvironment, EnvironmentPool, InvocationRequest, ValueTask<InvocationOutcome?>> run)
    {
        if (!_pools.TryClaimMemory(version.MemoryMb))
        {
            return new InvocationOutcome { Status = InvocationStatus.MachineFull };
        }

        long started = _time.GetTimestamp();
        ExecutionEnvironment environment = await StartAsync(version);
        InitResult init = await environment.InitialiseAsync(version.Timeout);
        DrainIfFailed(environment, init);
        environment.Log.InitEnded(_time.GetElapsedTime(started), "invoke", init, environment.Extensions);
        if (init.Kind == InitResultKind.Ready)
        {
            pool.Add(environment);
            return await run(environment, pool, request);
        }

        RuntimeReply reply = init.Kind switch
        {
            InitResultKind.Error => new RuntimeReply(RuntimeReplyKind.Error, init.Error, init.ErrorType),
            InitResultKind.TimedOut => new RuntimeReply(RuntimeReplyKind.TimedOut),
            InitResultKind.ExtensionFailed => new RuntimeReply(RuntimeReplyKind.ExtensionFailed, Fault: init.Fault),
            _ when environment.EntrypointFault is { } fault => FailureDocument.InvalidEntrypoint(request, fault),
            _ => new RuntimeReply(RuntimeReplyKind.Exited, Exit: init.Exit),
        };
        environment.Log.Start(request);
        byte[]? tail = environment.Log.Finish(request, new InvocationReport(_time.GetElapsedTime(started), environment.PeakMemoryBytes, null, reply, reply.Body?.Length ?? 0));
        environment.ShutdownReason = ReasonOf(init);
        _pools.Discard(environment);
        return new InvocationOutcome
        {
            Status = InvocationStatus.FunctionFailed,
            ExecutedVersion = version.Version,
            Result = reply.Body ?? FailureDocument.For(request, version.Timeout, reply),
            LogTail = tail,
        };
    }

    /// <summary>What a function said before it failed stands before the line that says so.</summary>
    private static void DrainIfFailed(ExecutionEnvironment environment, in InitResult init)
    {
        if (init.Kind != InitResultKind.Ready)
        {
            environment.DrainOutput();
        }
    }

    private static string ReasonOf(in InitResult init) => init.Kind == InitResultKind.TimedOut ? "timeout" : "failure";

    /// <summary>Starts an environment ahead of any event, its memory claimed. Its Init phase has ended when this returns, whichever way.</summary>
    internal async Task<(ExecutionEnvironment Environment, InitResult Init)> PrepareAsync(FunctionVersion version)
    {
        ExecutionEnvironment environment = await StartAsync(version, provisioned: true);
        long started = _time.GetTimestamp();
        InitResult init = await environment.InitialiseAsync(_options.InitTimeout);
        DrainIfFailed(environment, init);
        environment.Log.InitEnded(_time.GetElapsedTime(started), "init", init, environment.Extensions);
        if (init.Kind == InitResultKind.Ready)
        {
            environment.InitDuration = _time.GetElapsedTime(started);
        }
        else
        {
            environment.ShutdownReason = ReasonOf(init);
        }

        return (environment, init);
    }

    private async ValueTask<ExecutionEnvironment> StartAsync(FunctionVersion version, bool provisioned = false)
    {
        await _queue.EnterAsync(version.Key);
        try
        {
            return await _factory.StartAsync(version, provisioned);
        }
        catch
        {
            _pools.ReleaseMemory(version.MemoryMb);
            throw;
        }
        finally
        {
            _queue.Leave();
        }
    }
}
