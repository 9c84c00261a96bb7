using System.Collections.Concurrent;
using System.Globalization;

using Mayfly.Sandbox.Interop;

using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Scratch;

/// <summary>
/// Sized, fresh /tmp folders. Each is an ext4 in an unnamed sparse file on the host's disk, by a loop device: the size is held by construction,
/// nothing survives its user, and nothing needs memory until it is used. Where the machine cannot, it is a tmpfs, and <see cref="Missing"/> says
/// what that means. A few disks of the usual size are kept ready. See docs/design/scratch.md.
/// </summary>
internal sealed partial class ScratchDisks : IDisposable
{
    /// <summary>What a function has unless it asks for more: https://docs.aws.amazon.com/lambda/latest/dg/configuration-ephemeral-storage.html</summary>
    public const int UsualSizeMb = 512;

    private const int BackgroundNice = 10;

    private readonly string _mounts;
    private readonly string? _place;
    private readonly int _wanted;
    private readonly ILogger _logger;
    private readonly ConcurrentQueue<ScratchDisk> _ready = [];
    private readonly ConcurrentDictionary<int, Lazy<ScratchFormat>> _formats = [];
    private readonly BlockingCollection<Action> _background = [];
    private readonly Thread _thread;
    private int _number;
    private int _coming;

    private ScratchDisks(string mounts, string? place, ScratchReport report, int wanted, ILogger logger)
    {
        _mounts = mounts;
        _place = place;
        _wanted = wanted;
        _logger = logger;
        Enforced = report.Enforced;
        Missing = report.Missing;
        _thread = new Thread(RunBackground) { Name = "mayfly-scratch", IsBackground = true };
    }

    /// <summary>What holds, a sentence each.</summary>
    public IReadOnlyList<string> Enforced { get; }

    /// <summary>What does not, what that means, and what to do, a sentence each.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Whether disks are on a disk; otherwise what is written into them counts as the sandbox's memory.</summary>
    public bool OnDisk => _place is not null;

    internal int Ready => _ready.Count;

    /// <summary>Removes what a killed server of the same name left, finds out what the machine can, and begins to make disks.</summary>
    /// <exception cref="LinuxException">Nothing can be mounted at all: not root.</exception>
    public static ScratchDisks Start(SandboxHostOptions options, ILogger logger)
    {
        string mounts = Path.Combine(Path.GetFullPath(options.RuntimeDirectory), "scratch");
        RemoveAll(mounts, logger);
        _ = Directory.CreateDirectory(mounts, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        ScratchMount.MakePrivate(mounts);

        string? place = ScratchPlace.Find(options.RuntimeDirectory, "/var/tmp", "/tmp");
        string? failure = place is null ? $"neither {options.RuntimeDirectory} nor /var/tmp is on a disk" : null;
        ScratchFormat? usual = null;
        if (place is not null)
        {
            try
            {
                usual = MakeFormat(UsualSizeMb, place, mounts); // proves that the machine can
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                failure = exception.Message;
                place = null;
            }
        }

        ScratchDisks disks = new(mounts, place, ScratchReport.For(place, failure), options.PooledSlots, logger);
        if (usual is not null)
        {
            disks._formats[UsualSizeMb] = new Lazy<ScratchFormat>(usual);
        }

        disks._thread.Start();
        disks.Refill();
        return disks;
    }

    /// <summary>An empty disk that nobody had before: one of the usual size from the pool at once, another within a millisecond or two.</summary>
    public ScratchDisk Take(int sizeMb)
    {
        if (sizeMb != UsualSizeMb || !_ready.TryDequeue(out ScratchDisk? disk))
        {
            disk = Make(sizeMb);
        }

        Refill();
        return disk;
    }

    /// <summary>Destroys a disk and all that is on it, in the background. If a process still uses it, it vanishes when that ends.</summary>
    public void Return(ScratchDisk disk) => InBackground(() => Destroy(disk));

    /// <summary>Destroys every disk, also those in use.</summary>
    public void Dispose()
    {
        if (_background.IsAddingCompleted)
        {
            return;
        }

        _background.CompleteAdding();
        _thread.Join();
        while (_ready.TryDequeue(out ScratchDisk? disk))
        {
            disk.File?.Dispose();
        }

        RemoveAll(_mounts, _logger);
    }

    /// <summary>Waits until everything asked for so far is done; for tests.</summary>
    internal Task SettleAsync()
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        InBackground(done.SetResult);
        return done.Task;
    }

    private static void RemoveAll(string mounts, ILogger logger)
    {
        if (!Directory.Exists(mounts))
        {
            return;
        }

        int count = ScratchMount.UnmountAll(mounts);
        foreach (string folder in Directory.GetDirectories(mounts))
        {
            Directory.Delete(folder); // not recursive: if unmounting did not work, this fails rather than deletes
        }

        Directory.Delete(mounts);
        if (count > 0)
        {
            Log.Removed(logger, count);
        }
    }

    private static ScratchFormat MakeFormat(int sizeMb, string place, string mounts)
    {
        string mount = Directory.CreateDirectory(Path.Combine(mounts, string.Create(CultureInfo.InvariantCulture, $"format-{sizeMb}"))).FullName;
        try
        {
            return ScratchFormat.Make(sizeMb, place, mount);
        }
        finally
        {
            Directory.Delete(mount);
        }
    }

    private ScratchDisk Make(int sizeMb)
    {
        string path = Path.Combine(_mounts, Interlocked.Increment(ref _number).ToString(CultureInfo.InvariantCulture));
        _ = Directory.CreateDirectory(path);
        SafeFileHandle? file = null;
        try
        {
            if (_place is null)
            {
                ScratchMount.MountMemory(path, sizeMb);
                return new ScratchDisk(path, sizeMb, null, null);
            }

            // Two at a time that want a new size share one making of its format.
            ScratchFormat format = _formats.GetOrAdd(sizeMb, size => new Lazy<ScratchFormat>(() => MakeFormat(size, _place, _mounts))).Value;
            file = ScratchFile.Create(_place);
            format.WriteTo(file);
            string device = ScratchMount.MountImage(file, path);
            return new ScratchDisk(path, sizeMb, File.ReadAllText($"/sys/class/block/{Path.GetFileName(device)}/dev").Trim(), file);
        }
        catch
        {
            file?.Dispose();
            Directory.Delete(path);
            throw;
        }
    }

    private static void Destroy(ScratchDisk disk)
    {
        if (disk.File is not null)
        {
            ScratchMount.Discard(disk.HostPath);
        }

        ScratchMount.Unmount(disk.HostPath);
        disk.File?.Dispose();
        Directory.Delete(disk.HostPath);
    }

    private void Refill()
    {
        while (_ready.Count + Volatile.Read(ref _coming) < _wanted)
        {
            _ = Interlocked.Increment(ref _coming);
            InBackground(() =>
            {
                try
                {
                    _ready.Enqueue(Make(UsualSizeMb));
                }
                finally
                {
                    _ = Interlocked.Decrement(ref _coming);
                }
            });
        }
    }

    private void InBackground(Action action)
    {
        try
        {
            _background.Add(action);
        }
        catch (InvalidOperationException)
        {
            // closed: disposing removes every mount
        }
    }

    /// <summary>A thread, not the pool: it runs at a low CPU priority, and unmounting may take long where a disk is slow.</summary>
    private void RunBackground()
    {
        _ = Libc.SetPriority(0, 0, BackgroundNice);
        foreach (Action action in _background.GetConsumingEnumerable())
        {
            try
            {
                action();
            }
            catch (IOException exception)
            {
                Log.BackgroundWorkFailed(_logger, exception);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2201, LogLevel.Information, "Removed {Count} scratch disks that were still mounted.")]
        public static partial void Removed(ILogger logger, int count);

        [LoggerMessage(2202, LogLevel.Warning, "Making or removing a scratch disk failed.")]
        public static partial void BackgroundWorkFailed(ILogger logger, Exception exception);
    }
}
