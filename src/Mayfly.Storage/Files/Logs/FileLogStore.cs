using Mayfly.Core.Logs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Mayfly.Storage.Files.Logs;

/// <summary>
/// Everything below the logs folder: the index of groups, streams and segments, and the open segments. Made once; the catalog and the events are
/// two views of it.
/// </summary>
internal sealed partial class FileLogStore : IDisposable
{
    public FileLogStore(IOptions<LogsOptions> options, TimeProvider time, ILogger<FileLogStore> logger)
    {
        Time = time;
        Folder = new LogFolder(options.Value.Folder);
        Index = new LogIndex(Folder.Root);
        Streams = new StreamDirectory(Index, options.Value.DefaultRetentionDays);
        Writers = new SegmentWriters(Index, Folder, options.Value);
        int repaired = new SegmentRepair(Index, Folder).Run();
        if (repaired > 0)
        {
            Log.Repaired(logger, repaired, Folder.Root);
        }
    }

    public TimeProvider Time { get; }

    public LogFolder Folder { get; }

    public LogIndex Index { get; }

    public StreamDirectory Streams { get; }

    public SegmentWriters Writers { get; }

    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    public void Dispose()
    {
        lock (Index.Gate)
        {
            Writers.CloseAll();
            Index.Dispose();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4101, LogLevel.Information, "{Segments} log segments in {Folder} were open when the server last ended; their tails were checked.")]
        public static partial void Repaired(ILogger logger, int segments, string folder);
    }
}
