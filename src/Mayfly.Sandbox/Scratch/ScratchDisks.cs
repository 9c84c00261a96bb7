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

    private readonly string? _place;
    private readonly int _wanted;
    private readonly ILogger _logger;
    private readonly ConcurrentQueue<ScratchDisk> _ready = [];
    private readonly ConcurrentDictionary<int, Lazy<ScratchFormat>> _formats = [];
    private readonly BlockingCollection<Action> _background = [];
    private readonly Thread _thread;
    private int _coming;

    private ScratchDisks(string? place, ScratchReport report, int wanted, ILogger logger)
    {
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

    /// <summary>Finds out what the machine can, and begins to make disks. A killed server leaves none behind: they end with it.</summary>
    /// <exception cref="LinuxException">Nothing can be mounted at all: not root.</exception>
    public static ScratchDisks Start(SandboxHostOptions options, ILogger logger)
    {
        _ = Directory.CreateDirectory(options.RuntimeDirectory);
        string? place = ScratchPlace.Find(options.RuntimeDirectory, "/var/tmp", "/tmp");
        string? failure = place is null ? $"neither {options.RuntimeDirectory} nor /var/tmp is on a disk" : null;
        ScratchFormat? usual = null;
        if (place is not null)
        {
            try
            {
                usual = ScratchFormat.Make(UsualSizeMb, place); // proves that the machine can
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                failure = exception.Message;
                place = null;
            }
        }

        ScratchDisks disks = new(place, ScratchReport.For(place, failure), options.PooledSlots, logger);
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

    /// <summary>Destroys a disk and all that is on it, in the background. The sandbox's processes must have ended.</summary>
    public void Return(ScratchDisk disk) => InBackground(() => Destroy(disk));

    /// <summary>Destroys what is ready. Disks in use end with their sandbox.</summary>
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
            Destroy(disk);
        }
    }

    /// <summary>Waits until everything asked for so far is done; for tests.</summary>
    internal Task SettleAsync()
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        InBackground(done.SetResult);
        return done.Task;
    }

    private static void Destroy(ScratchDisk disk)
    {
        using (disk.Mount)
        {
            if (disk.Device is not null)
            {
                ScratchImage.Discard(disk.Mount);
            }
        }
    }

    private ScratchDisk Make(int sizeMb)
    {
        if (_place is null)
        {
            string size = string.Create(CultureInfo.InvariantCulture, $"{sizeMb}m");
            return new ScratchDisk(DetachedMount.Make("tmpfs", "mayfly-scratch", ScratchImage.MountAttributes, ("mode", "1777"), ("size", size)), sizeMb, null);
        }

        // two at a time that want a new size share one making of its format
        ScratchFormat format = _formats.GetOrAdd(sizeMb, size => new Lazy<ScratchFormat>(() => ScratchFormat.Make(size, _place))).Value;
        using SafeFileHandle file = UnnamedFile.Create(_place);
        format.WriteTo(file);
        SafeFileHandle mount = ScratchImage.Mount(file, out string device);
        return new ScratchDisk(mount, sizeMb, File.ReadAllText($"/sys/class/block/{Path.GetFileName(device)}/dev").Trim());
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
            // closed: a disk that comes back now ends with the process
        }
    }

    /// <summary>A thread, not the pool: it runs at a low CPU priority, and unmounting may take long where a disk is slow.</summary>
    private void RunBackground()
    {
        _ = NiceValue.TrySet(BackgroundNice);
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
        [LoggerMessage(2202, LogLevel.Warning, "Making or removing a scratch disk failed.")]
        public static partial void BackgroundWorkFailed(ILogger logger, Exception exception);
    }
}
