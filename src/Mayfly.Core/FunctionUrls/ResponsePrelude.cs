using System.Buffers;
using System.Text.Json;

namespace Mayfly.Core.FunctionUrls;

/// <summary>
/// What stands before the body in a response of the type application/vnd.awslambda.http-integration-response: JSON with status, headers and cookies, then eight
/// zero bytes. It may come in any number of pieces.
/// </summary>
internal sealed class ResponsePrelude
{
    /// <summary>Longer than any headers that a server would send.</summary>
    private const int MaximumLength = 256 * 1024;

    private const int DelimiterLength = 8;

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    /// <summary>Whether it is too long, or no JSON object: there is no answer in such a response.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Takes bytes until it is whole.</summary>
    /// <param name="bytes">What has come.</param>
    /// <param name="json">The prelude, once it is whole; disposed by the caller.</param>
    /// <param name="rest">What of the body came with its end.</param>
    public bool TryComplete(in ReadOnlySequence<byte> bytes, out JsonDocument? json, out ReadOnlySequence<byte> rest)
    {
        (json, rest) = (null, default);
        int before = _bytes.WrittenCount;
        foreach (ReadOnlyMemory<byte> part in bytes)
        {
            _bytes.Write(part.Span);
        }

        // The delimiter may have begun in an earlier piece.
        int from = Math.Max(0, before - (DelimiterLength - 1));
        int found = _bytes.WrittenSpan[from..].IndexOf(stackalloc byte[DelimiterLength]);
        if (found < 0)
        {
            IsBroken = _bytes.WrittenCount > MaximumLength;
            return false;
        }

        int length = from + found;
        json = Parse(_bytes.WrittenMemory[..length]);
        IsBroken = json is null;
        rest = bytes.Slice(length + DelimiterLength - before);
        return json is not null;
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> text)
    {
        JsonDocument? json = UrlResponse.Parse(text);
        if (json?.RootElement.ValueKind is null or JsonValueKind.Object)
        {
            return json;
        }

        json.Dispose();
        return null;
    }
}
