using Mayfly.Core.RuntimeApi;
using Mayfly.Core.Runtimes;
using Mayfly.Sandbox;
using Microsoft.Extensions.Logging;

namespace Mayfly.Core.Environments;

/// <summary>
/// Stems of one runtime: booted sandboxes that belong to nobody yet. The pool grows each time it is found empty and shrinks when nothing
/// has been taken for a while. It refills in the background, one at a time.
/// </summary>
internal sealed partial class StemPool : IAsyncDisposable
{
    /// <summary>Boot fast; the function's own limits come with specialisation.</summary>
    private static readonly SandboxLimits BootLimits = new(MemoryMb: 1769, EphemeralStorageMb: 512);

    /// <summary>A stem is made good for only when the cold start that took it is over: both are hungry for the processor, and only one is waited for.</summary>
    private static readonly TimeSpan RefillDelay = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly ITimer _refill;
    private readonly Stack<Stem> _ready = new();
    private readonly RuntimeInstallation _runtime;
    private readonly int? _memoryMb;
    private readonly ISandboxHost _sandboxes;
    private readonly RuntimeApiServer _runtimeApi;
    private readonly int _maximum;
    private readonly ILogger _logger;
    private int _target = 1;
    private int _taken;
    private bool _refilling;
    private bool _refillDue;
    private bool _closed;

    /// <param name="runtime">What boots.</param>
    /// <param name="memoryMb">The functions' memory, where the runtime boots for it; else null.</param>
    /// <param name="sandboxes">Makes the sandboxes.</param>
    /// <param name="runtimeApi">Serves them.</param>
    /// <param name="maximum">The most stems that are kept ready.</param>
    /// <param name="time">Measures the pause before a stem is made good for.</param>
    /// <param name="logger">Hears of stems that cannot be booted.</param>
    public StemPool(RuntimeInstallation runtime, int? memoryMb, ISandboxHost sandboxes, RuntimeApiServer runtimeApi, int maximum, TimeProvider time, ILogger logger)
    {
        _refill = time.CreateTimer(static self => ((StemPool)self!).OnRefillDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _runtime = runtime;
        _memoryMb = memoryMb;
        _sandboxes = sandboxes;
        _runtimeApi = runtimeApi;
        _maximum = maximum;
        _logger = logger;
    }

    /// <summary>Takes a booted stem; null when none is ready.</summary>
    public Stem? Take()
    {
        Stem? stem;
        lock (_gate)
        {
            _taken++;
            do
            {
                if (!_ready.TryPop(out stem))
                {
                    _target = Math.Min(_target * 2, _maximum);
                    break;
                }
            }
            while (stem.Sandbox.Exited.IsCompleted);

            if (!_refillDue && !_closed)
            {
                _refillDue = true;
                _refill.Change(RefillDelay, Timeout.InfiniteTimeSpan);
            }
        }

        return stem;
    }

    /// <summary>Starts making stems until the target is met, unless that is under way.</summary>
    public void Refill()
    {
        lock (_gate)
        {
            if (_refilling || _closed || _ready.Count >= _target)
            {
                return;
            }

            _refilling = true;
        }

        _ = RefillAsync();
    }

    /// <summary>Called now and then: a pool that nobody took from since the last call is halved, down to one.</summary>
    public async Task ShrinkAsync()
    {
        Stem? surplus = null;
        lock (_gate)
        {
            if (_taken == 0 && _target > 1)
            {
                _target /= 2;
            }

            _taken = 0;
            if (_ready.Count > _target)
            {
                surplus = _ready.Pop();
            }
        }

        if (surplus is not null)
        {
            await surplus.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Stem[] stems;
        lock (_gate)
        {
            _closed = true;
            stems = [.. _ready];
            _ready.Clear();
        }

        await _refill.DisposeAsync();

        foreach (Stem stem in stems)
        {
            await stem.DisposeAsync();
        }
    }

    private void OnRefillDue()
    {
        lock (_gate)
        {
            _refillDue = false;
        }

        Refill();
    }

    private async Task RefillAsync()
    {
        // Leave the thread of whoever took: making a sandbox is slow.
        await Task.Yield();
        try
        {
            while (true)
            {
                lock (_gate)
                {
                    if (_closed || _ready.Count >= _target)
                    {
                        _refilling = false;
                        return;
                    }
                }

                Stem stem = await Stem.BootAsync(_runtime, _memoryMb, BootLimits, _sandboxes, _runtimeApi);
                bool keep;
                lock (_gate)
                {
                    keep = !_closed;
                    if (keep)
                    {
                        _ready.Push(stem);
                    }
                }

                if (!keep)
                {
                    await stem.DisposeAsync();
                }
            }
        }
        catch (Exception failure)
        {
            // Functions still start without stems, only slower; the next take tries again.
            lock (_gate)
            {
                _refilling = false;
            }

            Log.RefillFailed(_logger, _runtime.Runtime, failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3101, LogLevel.Warning, "No stem of {Runtime} could be booted: functions of that runtime start without one.")]
        public static partial void RefillFailed(ILogger logger, string runtime, Exception failure);
    }
}
