using Mayfly.Sandbox.MemoryFolders;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Packages;

/// <summary>
/// The memory-backed folder for plaintext code. As root: a tmpfs of our own, mode 0711, so that sandboxes' users may pass through to a path that
/// they were given but not list what else is there. Otherwise: a folder of mode 0700 in /dev/shm.
/// </summary>
internal sealed partial class CodeFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PassThrough = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly MemoryFileSystem? _mounted;

    public CodeFolder(IOptions<CodeCacheOptions> options, ILogger<CodeFolder> logger)
    {
        Capacity = options.Value.EffectiveSize;
        if (Environment.IsPrivilegedProcess)
        {
            try
            {
                _mounted = MemoryFileSystem.Mount(System.IO.Path.Combine(options.Value.RuntimeDirectory, "code"), Capacity, PassThrough);
                Path = _mounted.Path;
                return;
            }
            catch (IOException refused)
            {
                Log.MountRefused(logger, refused.Message);
            }
        }

        Path = $"/dev/shm/mayfly-{options.Value.Instance}";
        CreateAfresh(Path);
    }

    public string Path { get; }

    /// <summary>How many bytes of pages it may take.</summary>
    public long Capacity { get; }

    public void Dispose()
    {
        if (_mounted is not null)
        {
            _mounted.Dispose();
            Directory.Delete(Path);
        }
        else
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    private static void CreateAfresh(string path)
    {
        try
        {
            // What a killed server of this instance left. Of another user it cannot be deleted (/dev/shm is sticky), nor then be made: good.
            if (new FileInfo(path).LinkTarget is not null)
            {
                File.Delete(path);
            }
            else if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }

            Directory.CreateDirectory(path, Environment.IsPrivilegedProcess ? PassThrough : OwnerOnly);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The folder {path} for extracted code cannot be made afresh: {failure.Message} If another user owns it, choose another instance name.", failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2301, Level = LogLevel.Warning, Message = "Extracted code goes to /dev/shm, without a size limit by the kernel, because no tmpfs could be mounted: {Reason}")]
        public static partial void MountRefused(ILogger logger, string reason);
    }
}
