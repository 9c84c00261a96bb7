using Mayfly.Core.Logs.Buffering;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Logs.Operations;

/// <summary>
/// Runs readers: what was logged before the request is stored first, so that whoever saw an invocation end also sees its log; and only a few read
/// at a time, since they do file I/O on the request's thread.
/// </summary>
internal sealed class LogReads(BufferedLogStreams streams, IOptions<LogsOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(options.Value.ConcurrentReads);

    public async Task<T> RunAsync<T>(Func<T> read, CancellationToken cancellationToken)
    {
        await streams.FlushAsync(cancellationToken).ConfigureAwait(false);
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return read();
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose() => _slots.Dispose();
}
