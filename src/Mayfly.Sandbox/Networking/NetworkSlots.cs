using System.Collections.Concurrent;
using Mayfly.Sandbox.Interop;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Networking;

/// <summary>
/// Networks for sandboxes, kept ready: making one takes about a millisecond, taking a ready one a microsecond. Where the machine does not allow
/// NAT, the slots have a loopback only, and <see cref="Missing"/> says so. See docs/design/network.md.
/// </summary>
internal sealed partial class NetworkSlots : IAsyncDisposable
{
    private readonly NamespaceThread _thread;
    private readonly HostNetwork _host;
    private readonly NetworkSlotMaker _maker;
    private readonly ILogger _logger;
    private readonly int _wanted;
    private readonly ConcurrentQueue<NetworkSlot> _ready = [];
    private readonly HashSet<NetworkSlot> _all = []; // touched by the thread only
    private int _coming;
    private int _closed;

    private NetworkSlots(NamespaceThread thread, HostNetwork host, NetworkSlotMaker maker, NetworkReport report, int wanted, ILogger logger)
    {
        _thread = thread;
        _host = host;
        _maker = maker;
        _wanted = wanted;
        _logger = logger;
        Report = report;
    }

    /// <summary>What holds, a sentence each.</summary>
    public IReadOnlyList<string> Enforced => Report.Enforced;

    /// <summary>What does not, what that means, and what to do, a sentence each.</summary>
    public IReadOnlyList<string> Missing => Report.Missing;

    /// <summary>What sandboxes have: NAT only if it was wanted and the machine allows it.</summary>
    public SandboxNetwork Network => Report.Network;

    /// <summary>How many are ready.</summary>
    internal int Ready => _ready.Count;

    private NetworkReport Report { get; }

    /// <summary>Removes what a killed server of the same name left, sets up NAT if it is wanted and possible, and begins to make slots.</summary>
    /// <exception cref="LinuxException">Not even a namespace with a loopback can be made: not root.</exception>
    public static Task<NetworkSlots> StartAsync(SandboxHostOptions options, ILogger logger, CancellationToken cancellationToken) =>
        StartAsync(options, OpenFile.ReadOnly("/proc/self/ns/net"), NameServers.HostFiles, logger, cancellationToken);

    /// <summary>As above, with <paramref name="hostNamespace"/> (taken over) in the part of the host's network.</summary>
    internal static async Task<NetworkSlots> StartAsync(
        SandboxHostOptions options, SafeFileHandle hostNamespace, IReadOnlyList<string> nameServerFiles, ILogger logger, CancellationToken cancellationToken)
    {
        NamespaceThread thread = new("mayfly-network", hostNamespace);
        try
        {
            NetworkSlots slots = await thread.DoAsync(() => Start(thread, hostNamespace, options, nameServerFiles, logger)).WaitAsync(cancellationToken);
            slots.Refill();
            return slots;
        }
        catch
        {
            thread.Dispose();
            throw;
        }
    }

    /// <summary>A slot that nobody else has: from the pool at once, or made now.</summary>
    public ValueTask<NetworkSlot> TakeAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closed != 0, this);
        if (!_ready.TryDequeue(out NetworkSlot? slot))
        {
            return new ValueTask<NetworkSlot>(MakeNowAsync(cancellationToken));
        }

        Refill();
        return ValueTask.FromResult(slot);
    }

    /// <summary>Gives a slot back. All processes that were in it must have ended, and our own sockets in it be closed.</summary>
    public void Return(NetworkSlot slot) => _ = InBackgroundAsync(() =>
    {
        if (_ready.Count < 2 * _wanted && _maker.Clean(slot))
        {
            _ready.Enqueue(slot);
        }
        else
        {
            TakeApart(slot);
        }
    });

    /// <summary>Takes every slot apart, also those in use, and leaves the host as it was.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        await _thread.DoAsync(() =>
        {
            foreach (NetworkSlot slot in _all.ToArray())
            {
                TakeApart(slot);
            }

            _ = _host.Restore();
            _host.Dispose();
        });
        _thread.Dispose();
    }

    /// <summary>Waits until everything asked for so far is done; for tests.</summary>
    internal Task SettleAsync() => _thread.DoInBackgroundAsync(() => { });

    private static NetworkSlots Start(
        NamespaceThread thread, SafeFileHandle home, SandboxHostOptions options, IReadOnlyList<string> nameServerFiles, ILogger logger)
    {
        HostNetwork host = new(options, nameServerFiles);
        int orphans = host.Restore();
        if (orphans > 0)
        {
            Log.OrphansRemoved(logger, orphans);
        }

        string? failure = null;
        if (options.Network == SandboxNetwork.Nat)
        {
            try
            {
                failure = host.Open();
                if (failure is null)
                {
                    NetworkSlotMaker maker = new(host, home, nat: true);
                    NetworkSlots slots = new(thread, host, maker, NetworkReport.Nat(host), options.PooledSlots, logger);
                    slots.MakeReady(); // proves that the machine can
                    return slots;
                }
            }
            catch (IOException exception)
            {
                failure = exception.Message;
            }

            _ = host.Restore();
        }

        NetworkReport report = failure is null ? NetworkReport.None() : NetworkReport.Failed(failure);
        NetworkSlots isolated = new(thread, host, new NetworkSlotMaker(host, home, nat: false), report, options.PooledSlots, logger);
        isolated.MakeReady();
        return isolated;
    }

    private async Task<NetworkSlot> MakeNowAsync(CancellationToken cancellationToken)
    {
        Task<NetworkSlot> making = _thread.DoAsync(Make);
        try
        {
            NetworkSlot slot = await making.WaitAsync(cancellationToken);
            Refill();
            return slot;
        }
        catch (OperationCanceledException) when (!making.IsCanceled)
        {
            _ = making.ContinueWith(made => _ready.Enqueue(made.Result), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw;
        }
    }

    private void Refill()
    {
        while (_ready.Count + Volatile.Read(ref _coming) < _wanted)
        {
            _ = Interlocked.Increment(ref _coming);
            _ = InBackgroundAsync(() =>
            {
                try
                {
                    MakeReady();
                }
                finally
                {
                    _ = Interlocked.Decrement(ref _coming);
                }
            });
        }
    }

    private void MakeReady() => _ready.Enqueue(Make());

    private NetworkSlot Make()
    {
        NetworkSlot slot = _maker.Make();
        _ = _all.Add(slot);
        return slot;
    }

    private void TakeApart(NetworkSlot slot)
    {
        _ = _all.Remove(slot);
        _maker.TakeApart(slot);
    }

    private async Task InBackgroundAsync(Action action)
    {
        try
        {
            await _thread.DoInBackgroundAsync(action);
        }
        catch (OperationCanceledException)
        {
            // closed meanwhile: disposing takes care of every slot
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            Log.BackgroundWorkFailed(_logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2101, LogLevel.Information, "Removed {Count} network interfaces that an earlier run of this server left behind.")]
        public static partial void OrphansRemoved(ILogger logger, int count);

        [LoggerMessage(2102, LogLevel.Warning, "Making or cleaning a sandbox's network failed. Sandboxes make theirs when they start, which takes longer.")]
        public static partial void BackgroundWorkFailed(ILogger logger, Exception exception);
    }
}
