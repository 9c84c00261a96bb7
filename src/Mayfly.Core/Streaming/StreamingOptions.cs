namespace Mayfly.Core.Streaming;

/// <summary>Limits of streamed responses; AWS's own by default: https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html</summary>
public sealed class StreamingOptions
{
    /// <summary>The rate after the burst, for each response. 0 sets no limit.</summary>
    public long BytesPerSecond { get; set; } = 2L << 20;

    /// <summary>How much passes before the rate counts, bytes.</summary>
    public long BurstBytes { get; set; } = 6L << 20;

    /// <summary>The longest response, bytes.</summary>
    public long MaximumBytes { get; set; } = 200L << 20;
}
