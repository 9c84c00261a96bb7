using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Logs;

/// <summary>Deletes, every now and then, the segments whose events have outlived their group's retention.</summary>
internal sealed partial class LogRetentionService(ILogEvents events, IOptions<LogsOptions> options, TimeProvider time, ILogger<LogRetentionService> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(options.Value.RetentionInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                int deleted = events.DeleteExpired();
                if (deleted > 0)
                {
                    Log.Deleted(logger, deleted);
                }
            }
            catch (Exception exception)
            {
                Log.Failed(logger, exception);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4011, LogLevel.Debug, "Deleted {Segments} log segments past their retention.")]
        public static partial void Deleted(ILogger logger, int segments);

        [LoggerMessage(4012, LogLevel.Error, "Deleting expired log segments failed; it is tried again at the next turn.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
