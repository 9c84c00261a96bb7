using Microsoft.Extensions.Options;

namespace Mayfly.Core.Streaming;

/// <summary>Opens a stream for each invocation whose response is to be streamed.</summary>
public sealed class ResponseStreams(IOptions<StreamingOptions> options, TimeProvider time)
{
    internal ResponseStream Open() => new(options.Value, time);
}
