using Mayfly.Core.Environments;
using Mayfly.Core.Functions;
using Mayfly.Core.RuntimeApi;
using Mayfly.Sandbox;
using Microsoft.Extensions.Logging;

namespace Mayfly.Core.Concurrency;

/// <summary>Keeps environments of one generation ready: makes them ahead, replaces those that die, ends them when they are not wanted any more.</summary>
internal sealed partial class ProvisionedVersion
{
    private readonly FunctionVersion _version;
    private readonly ConcurrencyLeases _leases;
    private readonly EnvironmentPools _pools;
    private readonly ColdStart _starts;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private int _target;
    private int _held;
    private bool _filling;
    private bool _ended;
    private volatile Task _fill = Task.CompletedTask;

    public ProvisionedVersion(FunctionVersion version, ConcurrencyLeases leases, EnvironmentPools pools, ColdStart starts, TimeProvider time, ILogger logger)
    {
        _version = version;
        _leases = leases;
        _pools = pools;
        _starts = starts;
        _time = time;
        _logger = logger;
        Slots = new ProvisionedSlots(pools.MakeKept(), LeasePool.OfVersion(version.Key, version.Version), leases.Of(version.Key).Account);

        // Off the thread that brings word of it, which may be one that a home's orders wait for.
        Slots.Allotted += () => Task.Run(Adjust);
    }

    public ProvisionedSlots Slots { get; }

    /// <summary>How many are to be ready on all nodes together.</summary>
    public int Target => Slots.Target;

    /// <summary>From now on that many are to be ready on all nodes together; also tries again what failed before.</summary>
    public void Aim(int target)
    {
        Slots.Target = target;
        Slots.Failure = null;
        _ = _leases.AllotAsync(_version.Key, Slots);
    }

    /// <summary>Makes what is ready here agree with this node's part.</summary>
    private void Adjust()
    {
        bool fewer;
        lock (_gate)
        {
            int part = _ended ? 0 : Slots.Part;
            fewer = part < _target;
            _target = part;
        }

        if (fewer)
        {
            _ = ShrinkAsync();
        }

        Fill();
    }

    /// <summary>Ends what is idle now, and what is busy when it has answered. Completes when no further environment is being made.</summary>
    public Task EndAsync()
    {
        lock (_gate)
        {
            _target = 0;
            _ended = true;
        }

        _pools.EndKept(Slots.Pool);
        return _fill;
    }

    /// <summary>Gives up idle environments that are too many; a busy one is given up when it comes back.</summary>
    private async Task ShrinkAsync()
    {
        while (TooMany())
        {
            if (Slots.Pool.Evict() is { } unneeded)
            {
                _pools.Discard(unneeded);
                await unneeded.Exited;
            }
            else
            {
                // Busy ones are given up when they come back.
                await Task.Delay(TimeSpan.FromMilliseconds(250), _time);
            }
        }
    }

    private bool TooMany()
    {
        lock (_gate)
        {
            return _held > _target;
        }
    }

    private void Fill()
    {
        lock (_gate)
        {
            if (_filling)
            {
                return;
            }

            _filling = true;
        }

        _fill = Task.Run(FillAsync);
    }

    private async Task FillAsync()
    {
        while (Wanted())
        {
            try
            {
                if (await MakeAsync() is { } failure)
                {
                    Slots.Failure = failure;
                }
            }
            catch (Exception failure)
            {
                // The edge of a task that nobody awaits.
                Log.NotMade(_logger, failure, _version.Arn);
                Slots.Failure = failure is SandboxLaunchException ? failure.Message : "The environment could not be made.";
            }
        }
    }

    private bool Wanted()
    {
        lock (_gate)
        {
            _filling = _held < _target && Slots.Failure is null;
            return _filling;
        }
    }

    /// <summary>Answers why an environment could not be made ready, or null.</summary>
    private async Task<string?> MakeAsync()
    {
        if (!_pools.TryClaimMemory(_version.MemoryMb))
        {
            return "No memory of this machine is free for one more environment.";
        }

        (ExecutionEnvironment environment, InitResult init) = await _starts.PrepareAsync(_version);
        if (init.Kind != InitResultKind.Ready)
        {
            init.Error?.Dispose();
            _pools.Discard(environment);
            return "FUNCTION_ERROR_INIT_FAILURE";
        }

        lock (_gate)
        {
            _held++;
        }

        // The environment first, then the lease that leads to it.
        Slots.Pool.AddIdle(environment);
        Slots.Add();
        _ = ForgetWhenExitedAsync(environment);
        return null;
    }

    private async Task ForgetWhenExitedAsync(ExecutionEnvironment environment)
    {
        await environment.Exited;
        Slots.Remove();
        lock (_gate)
        {
            _held--;
        }

        Fill();
    }

    private static partial class Log
    {
        [LoggerMessage(3501, LogLevel.Error, "A provisioned environment of {Function} could not be made ready.")]
        public static partial void NotMade(ILogger logger, Exception failure, string function);
    }
}
