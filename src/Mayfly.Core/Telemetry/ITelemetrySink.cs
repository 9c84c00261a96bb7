namespace Mayfly.Core.Telemetry;

/// <summary>Brings batches to an extension. Called for one batch at a time.</summary>
internal interface ITelemetrySink : IDisposable
{
    /// <exception cref="IOException">It did not arrive.</exception>
    /// <exception cref="HttpRequestException">It did not arrive, or the extension did not take it.</exception>
    Task SendAsync(IReadOnlyList<ReadOnlyMemory<byte>> batch, CancellationToken cancellationToken);
}
