using System.Collections.Concurrent;
using System.Globalization;
using Mayfly.Sandbox.Cgroups;
using Mayfly.Sandbox.Files;
using Mayfly.Sandbox.Interop;
using Mayfly.Sandbox.Launching;
using Mayfly.Sandbox.Networking;
using Mayfly.Sandbox.Output;
using Mayfly.Sandbox.Scratch;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox;

/// <summary>Makes sandboxes with bubblewrap, namespaces, cgroups and a system call filter. See docs/design/sandbox.md.</summary>
internal sealed partial class BubblewrapSandboxHost : ISandboxHost
{
    /// <summary>A sandbox takes about fifteen, at the height of its launch thirty.</summary>
    private const int Descriptors = 16384;

    private readonly ConcurrentDictionary<BubblewrapSandbox, bool> _live = new();
    private readonly SafeFileHandle _hostNetwork = OpenFile.ReadOnly("/proc/self/ns/net");
    private readonly RootTemplate _root;
    private readonly SandboxPartsPool _parts;
    private readonly IReadOnlyList<string> _cgroupBases;
    private readonly LauncherThreads _launcherThreads;
    private readonly BubblewrapLauncher _launcher;
    private readonly BubblewrapJoiner _joiner;
    private long _lastId;

    private BubblewrapSandboxHost(
        SandboxHostOptions options, string bubblewrap, SandboxReport report, SandboxPartsPool parts, IReadOnlyList<string> cgroupBases, ILogger logger)
    {
        Options = options;
        _cgroupBases = cgroupBases;
        Report = report;
        Pump = new OutputPump(logger);
        MountThread = new MountThread();
        _parts = parts;
        _launcherThreads = new LauncherThreads(Math.Clamp(Environment.ProcessorCount * 2, 2, 16), privileged: true);
        // on one of those, which has the file mode mask and the root of its own that building needs
        _root = _launcherThreads.RunAsync(RootTemplate.Build).GetAwaiter().GetResult();
        _launcher = new BubblewrapLauncher(bubblewrap, _root, _hostNetwork);
        _joiner = new BubblewrapJoiner(bubblewrap, _root, _hostNetwork);
    }

    public SandboxReport Report { get; }

    public bool CanSpecialise => true;

    public bool CanChangeRoot => true;

    internal SandboxHostOptions Options { get; }

    internal OutputPump Pump { get; }

    internal MountThread MountThread { get; }

    /// <summary>Removes what a killed server left, readies the pools, and proves by a first sandbox that the machine can make them.</summary>
    public static async Task<BubblewrapSandboxHost> StartAsync(
        SandboxHostOptions options, string bubblewrap, ICgroupHierarchy hierarchy, ILogger logger, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.RuntimeDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        DescriptorTable.Reserve(Descriptors);
        int count = CgroupLeftovers.Remove(options.RuntimeDirectory, hierarchy.Bases);
        count += UserLeftovers.Kill(options.FirstUser, options.UserIdCount);
        if (count > 0)
        {
            Log.LeftoversRemoved(logger, count);
        }

        NetworkSlots networks = await NetworkSlots.StartAsync(options, logger, cancellationToken).ConfigureAwait(false);
        ScratchDisks disks = ScratchDisks.Start(options, logger);
        SandboxPartsPool parts = new(
            new UserIds(options.FirstUser, options.UserIdCount), new CgroupPool(hierarchy, options.PooledSlots, logger), networks, disks);
        SandboxReport report = new(
            "bubblewrap",
            [.. Walls, .. hierarchy.Enforced, .. networks.Enforced, .. disks.Enforced],
            [.. hierarchy.Missing, .. networks.Missing, .. disks.Missing]);
        BubblewrapSandboxHost host = new(options, bubblewrap, report, parts, hierarchy.Bases, logger);
        try
        {
            await SelfTest.RunAsync(host, cancellationToken).ConfigureAwait(false);
            return host;
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task<ISandbox> LaunchAsync(SandboxSpec spec, CancellationToken cancellationToken)
    {
        SpecCheck.ThrowIfBad(spec);
        SandboxParts parts = await TakePartsAsync(spec, cancellationToken).ConfigureAwait(false);
        try
        {
            parts.Cgroup.Apply(CgroupLimits.For(spec.Limits.MemoryMb, boosted: true, Options.CpuBurst), parts.Scratch.Device);
            parts.Network.SetRate(spec.Limits.MemoryMb);
            LaunchedProcesses processes = await _launcherThreads.RunAsync(() => _launcher.Launch(spec, parts)).ConfigureAwait(false);
            string id = string.Create(CultureInfo.InvariantCulture, $"{Options.Instance}-{Interlocked.Increment(ref _lastId)}");
            BubblewrapSandbox sandbox = new(id, spec, this, parts, processes);
            _live[sandbox] = true;
            sandbox.Start();
            if (processes.Hold is ProgramHold hold)
            {
                await hold.Ready.ConfigureAwait(false);
            }

            return sandbox;
        }
        catch (Exception exception)
        {
            _parts.Return(parts);
            if (exception is IOException)
            {
                throw new SandboxLaunchException($"A sandbox's limits could not be set: {exception.Message}", exception);
            }

            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_live.Keys.Select(sandbox => sandbox.DisposeAsync().AsTask())).ConfigureAwait(false);
        _launcherThreads.Dispose();
        MountThread.Dispose();
        Pump.Dispose();
        await _parts.DisposeAsync().ConfigureAwait(false);
        CgroupLeftovers.Forget(Options.RuntimeDirectory, _cgroupBases);
        _joiner.Dispose();
        _root.Dispose();
        _hostNetwork.Dispose();
    }

    internal SafeFileHandle HostNetwork => _hostNetwork;

    internal Task<JoinedProcess> JoinAsync(SandboxProgram program, IReadOnlyList<string> shell, SandboxParts parts, int initPid) =>
        _launcherThreads.RunAsync(() => _joiner.Join(program, shell, parts, initPid, Pump));

    internal void OnDisposed(BubblewrapSandbox sandbox, SandboxParts parts)
    {
        _live.TryRemove(sandbox, out _);
        _parts.Return(parts);
    }

    private static string[] Walls =>
    [
        "each sandbox has a host user of its own, without privileges, and user, mount, process, IPC, host name, cgroup and network namespaces",
        "no capabilities, no_new_privs, a system call filter, a read-only root, no view of the host's files, processes or services",
        "1,024 open files, no core dumps",
    ];

    private async ValueTask<SandboxParts> TakePartsAsync(SandboxSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            return await _parts.TakeAsync(spec.Limits.EphemeralStorageMb, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new SandboxLaunchException($"A sandbox's network, /tmp or cgroup could not be made: {exception.Message}", exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2003, LogLevel.Information, "Removed {Count} cgroups and processes that an earlier run of this server left behind.")]
        public static partial void LeftoversRemoved(ILogger logger, int count);
    }
}
