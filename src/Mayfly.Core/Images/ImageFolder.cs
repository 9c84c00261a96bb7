using Mayfly.Sandbox.EncryptedFolders;
using Mayfly.Sandbox.MemoryFolders;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Images;

/// <summary>
/// The folder for unpacked images: on a disk, encrypted by a key that only the kernel has; where the machine cannot, in memory. Made when the first image comes. Readable by no other user
/// of the host: sandboxes get what they may see as mounts.
/// </summary>
internal sealed partial class ImageFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>What has been downloaded and not yet been unpacked takes room besides.</summary>
    private const long RoomForDownloads = 12L << 30;

    private readonly Lazy<(string Path, IDisposable Mount)> _made;

    public ImageFolder(IOptions<ImageOptions> options, ILogger<ImageFolder> logger)
    {
        string mountPoint = System.IO.Path.Combine(options.Value.RuntimeDirectory, "images");
        MemoryFileSystem.Unmount(mountPoint);
        Directory.CreateDirectory(options.Value.Folder, OwnerOnly);
        Capacity = options.Value.DiskBytes ?? Math.Min(64L << 30, new DriveInfo(options.Value.Folder).AvailableFreeSpace / 2);
        _made = new Lazy<(string, IDisposable)>(() => Make(mountPoint, options.Value.Folder, Capacity, logger));
    }

    /// <exception cref="IOException">Nothing can be mounted on this machine.</exception>
    public string Path => _made.Value.Path;

    /// <summary>How many bytes of unpacked images it may take.</summary>
    public long Capacity { get; }

    public void Dispose()
    {
        if (_made.IsValueCreated)
        {
            _made.Value.Mount.Dispose();
        }
    }

    private static (string Path, IDisposable Mount) Make(string mountPoint, string place, long capacity, ILogger logger)
    {
        try
        {
            EncryptedFolder folder = EncryptedFolder.Mount(mountPoint, place, capacity + RoomForDownloads);
            return (folder.Path, folder);
        }
        catch (IOException refused)
        {
            Log.InMemory(logger, refused.Message);
            MemoryFileSystem memory = MemoryFileSystem.Mount(mountPoint, capacity + RoomForDownloads, OwnerOnly);
            return (memory.Path, memory);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2610, Level = LogLevel.Warning, Message = "Unpacked images go to memory, because no encrypted folder on a disk could be made: {Reason}")]
        public static partial void InMemory(ILogger logger, string reason);
    }
}
