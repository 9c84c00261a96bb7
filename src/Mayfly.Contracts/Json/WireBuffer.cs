using System.Buffers;
using System.Text.Json;

namespace Mayfly.Contracts.Json;

/// <summary>A JSON writer over a buffer, one of each kept by every thread: answers are written whole and at once, so that no two overlap on a thread.</summary>
internal sealed class WireBuffer : IDisposable
{
    /// <summary>A buffer that grew beyond this is let go, so that one large answer does not stay for ever.</summary>
    private const int KeptBytes = 64 * 1024;

    [ThreadStatic]
    private static WireBuffer? s_kept;

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    private WireBuffer() => Writer = new Utf8JsonWriter(_bytes, new JsonWriterOptions { Encoder = WireJson.Encoder, SkipValidation = true });

    public Utf8JsonWriter Writer { get; }

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public static WireBuffer Rent()
    {
        WireBuffer buffer = s_kept ?? new WireBuffer();
        s_kept = null;
        return buffer;
    }

    public void Dispose()
    {
        if (_bytes.Capacity <= KeptBytes)
        {
            _bytes.ResetWrittenCount();
            Writer.Reset();
            s_kept = this;
        }
        else
        {
            Writer.Dispose();
        }
    }
}
