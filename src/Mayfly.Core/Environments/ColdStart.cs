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
    private readonly EnvironmentOptions _options;
    private readonly TimeProvider _time;

    public ColdStart(EnvironmentFactory factory, EnvironmentPools pools, ColdStartQueue queue, IOptions<EnvironmentOptions> options, TimeProvider time)
    {
        _factory = factory;
        _pools = pools;
        _queue = queue;
        _options = options.Value;
        _time = time;
    }

    /// <summary>Runs the event in a new environment. Null when the environment died before the event reached it.</summary>
    internal async ValueTask<InvocationOutcome?> RunAsync(
        FunctionVersion version, EnvironmentPool pool, InvocationRequest request, Func<ExecutionEnvironment, EnvironmentPool, InvocationRequest, ValueTask<InvocationOutcome?>> run)
    {
        if (!_pools.TryClaimMemory(version.MemoryMb))
        {
            return new InvocationOutcome { Status = InvocationStatus.MachineFull };
        }

        ExecutionEnvironment environment = await StartAsync(version);
        long started = _time.GetTimestamp();
        InitResult init = await environment.InitialiseAsync(_options.InitTimeout);
        if (init.Kind == InitResultKind.Ready)
        {
            environment.InitDuration = _time.GetElapsedTime(started);
            pool.Add(environment);
            return await run(environment, pool, request);
        }

        environment.Log.InitFailed(_time.GetElapsedTime(started), init, "init");
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
        if (init.Kind == InitResultKind.Ready)
        {
            pool.Add(environment);
            return await run(environment, pool, request);
        }

        RuntimeReply reply = init.Kind switch
        {
            InitResultKind.Error => new RuntimeReply(RuntimeReplyKind.Error, init.Error, init.ErrorType),
            InitResultKind.TimedOut => new RuntimeReply(RuntimeReplyKind.TimedOut),
            _ when environment.EntrypointFault is string fault => FailureDocument.InvalidEntrypoint(request, fault),
            _ => new RuntimeReply(RuntimeReplyKind.Exited, Exit: init.Exit),
        };
        environment.DrainOutput();
        environment.Log.InitFailed(_time.GetElapsedTime(started), init, "invoke");
        environment.Log.Start(request);
        byte[]? tail = environment.Log.Finish(request, new InvocationReport(_time.GetElapsedTime(started), environment.PeakMemoryBytes, null, reply));
        _pools.Discard(environment);
        return new InvocationOutcome
        {
            Status = InvocationStatus.FunctionFailed,
            ExecutedVersion = version.Version,
            Result = reply.Body ?? FailureDocument.For(request, version.Timeout, reply),
            LogTail = tail,
        };
    }

    private async ValueTask<ExecutionEnvironment> StartAsync(FunctionVersion version)
    {
        await _queue.EnterAsync(version.Key);
        try
        {
            return await _factory.StartAsync(version);
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
