using Mayfly.Core.Logs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Mayfly.Storage.Files.Logs;

/// <summary>The events in their segments.</summary>
internal sealed class FileLogEvents(FileLogStore store, IOptions<LogsOptions> options, ILogger<LogReader> logger) : ILogEvents
{
    private readonly LogAppender _appender = new(store, options.Value.OpenSegments);
    private readonly LogRetention _retention = new(store);

    public void Append(IReadOnlyList<LogBatch> batches) => _appender.Append(batches);

    public IEnumerable<LogEvent> Read(LogReadRequest request) => new LogReader(store, logger).Read(request);

    public int DeleteExpired() => _retention.DeleteExpired();
}
