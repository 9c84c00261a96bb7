using System.Collections.Concurrent;
using Mayfly.Core.Runtimes;
using Mayfly.Sandbox;
using Microsoft.Extensions.Logging;

namespace Mayfly.Core.Environments;

/// <summary>Makes runtimes' <see cref="BootArchive"/>s that are not there yet, in the background. Without one a runtime boots as well, only slower.</summary>
public sealed partial class BootArchives : IAsyncDisposable
{
    private static readonly SandboxLimits Limits = new(MemoryMb: 1769, EphemeralStorageMb: 512);

    private readonly ConcurrentDictionary<string, Task> _made = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _over = new();
    private readonly ISandboxHost _sandboxes;
    private readonly ILogger<BootArchives> _logger;

    public BootArchives(ISandboxHost sandboxes, ILogger<BootArchives> logger)
    {
        _sandboxes = sandboxes;
        _logger = logger;
    }

    /// <summary>Makes sure that the runtime's archive is there, or being made.</summary>
    public void Expect(RuntimeInstallation runtime)
    {
        if (runtime.Archive is { } archive && !File.Exists(archive.File))
        {
            _made.GetOrAdd(archive.File, _ => Task.Run(() => MakeAsync(runtime, archive)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_made.Values);
        _over.Dispose();
    }

    private async Task MakeAsync(RuntimeInstallation runtime, BootArchive archive)
    {
        try
        {
            CollectedOutput output = new();
            SandboxSpec spec = new()
            {
                Command = archive.Command,
                Environment = runtime.Environment,
                Mounts = runtime.Mounts,
                WorkingDirectory = "/",
                Limits = Limits,
                Output = output,
            };
            await using ISandbox sandbox = await _sandboxes.LaunchAsync(spec, _over.Token);
            await sandbox.Exited.WaitAsync(_over.Token);
            sandbox.DrainOutput();

            // An empty one says that there is none to be had from this interpreter. Sandboxes look at the folder, so the file comes into it whole.
            string unfinished = $"{Path.GetDirectoryName(archive.File)}.{Environment.ProcessId}";
            await File.WriteAllBytesAsync(unfinished, output.ToArray(), _over.Token);
            File.SetUnixFileMode(unfinished, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            File.Move(unfinished, archive.File, overwrite: true);
        }
        catch (OperationCanceledException)
        {
            // The server stops; the next one makes it.
        }
        catch (Exception failure)
        {
            Log.Failed(_logger, runtime.Runtime, failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3111, LogLevel.Warning, "The archive that makes {Runtime} boot faster could not be made.")]
        public static partial void Failed(ILogger logger, string runtime, Exception failure);
    }
}
