using System.Collections.Concurrent;
using System.Globalization;
using Mayfly.Sandbox.Cgroups;
using Mayfly.Sandbox.Files;
using Mayfly.Sandbox.Interop;
using Mayfly.Sandbox.Launching;
using Mayfly.Sandbox.Output;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox;

/// <summary>Makes sandboxes with bubblewrap, namespaces, cgroups and a system call filter.</summary>
internal sealed class BubblewrapSandboxHost : ISandboxHost
{
    private readonly ConcurrentDictionary<BubblewrapSandbox, bool> _live = new();
    private readonly SafeFileHandle _hostNetwork = OpenFile.ReadOnly("/proc/self/ns/net");
    private readonly RootTemplate _root;
    private readonly CgroupPool _cgroups;
    private readonly SandboxPartsPool _parts;
    private readonly LauncherThreads _launcherThreads;
    private readonly BubblewrapLauncher _launcher;
    private long _lastId;

    internal BubblewrapSandboxHost(SandboxHostOptions options, SandboxReport report, string bubblewrap, ICgroupHierarchy hierarchy, ILogger logger)
    {
        Options = options;
        Report = report;
        Pump = new OutputPump(logger);
        MountThread = new MountThread();
        // on one of their own threads, which has the file mode mask and the root of its own that building needs
        _launcherThreads = new LauncherThreads(Math.Clamp(Environment.ProcessorCount * 2, 2, 16), privileged: true);
        _root = _launcherThreads.RunAsync(RootTemplate.Build).GetAwaiter().GetResult();
        _cgroups = new CgroupPool(hierarchy, options.PooledSlots, logger);
        _parts = new SandboxPartsPool(new UserIds(options.FirstUserId, options.UserIdCount), _cgroups);
        _launcher = new BubblewrapLauncher(bubblewrap, _root, _hostNetwork);
    }

    public SandboxReport Report { get; }

    public bool CanSpecialise => true;

    internal SandboxHostOptions Options { get; }

    internal OutputPump Pump { get; }

    internal MountThread MountThread { get; }

    public async Task<ISandbox> LaunchAsync(SandboxSpec spec, CancellationToken cancellationToken)
    {
        SpecCheck.ThrowIfBad(spec);
        SandboxParts parts = await _parts.TakeAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            parts.Cgroup.Apply(CgroupLimits.For(spec.Limits.MemoryMb, boosted: true, Options.CpuBurst));
            LaunchedProcesses processes = await _launcherThreads.RunAsync(() => _launcher.Launch(spec, parts)).ConfigureAwait(false);
            string id = string.Create(CultureInfo.InvariantCulture, $"{Options.Instance}-{Interlocked.Increment(ref _lastId)}");
            BubblewrapSandbox sandbox = new(id, spec, this, parts, processes);
            _live[sandbox] = true;
            sandbox.Start();
            return sandbox;
        }
        catch
        {
            _parts.Return(parts);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_live.Keys.Select(sandbox => sandbox.DisposeAsync().AsTask())).ConfigureAwait(false);
        _launcherThreads.Dispose();
        MountThread.Dispose();
        Pump.Dispose();
        _cgroups.Dispose();
        _root.Dispose();
        _hostNetwork.Dispose();
    }

    internal void OnDisposed(BubblewrapSandbox sandbox, SandboxParts parts)
    {
        _live.TryRemove(sandbox, out _);
        _parts.Return(parts);
    }
}
