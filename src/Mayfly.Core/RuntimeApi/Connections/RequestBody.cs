using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Mayfly.Core.Invocation;

namespace Mayfly.Core.RuntimeApi.Connections;

/// <summary>The body of the request that is being served: of a known length, or in chunks with trailers (RFC 9112, 6 and 7).</summary>
internal sealed class RequestBody(ReceiveBuffer input, RequestHead head, Func<ValueTask> sayContinue)
{
    /// <summary>The longest line between chunks; a trailer may hold an error document in base64.</summary>
    private const int MaximumLine = 1024 * 1024;

    private long _remaining;
    private bool _chunked;
    private bool _chunkBegun;
    private bool _ended;

    /// <summary>The connection ended, or broke the framing, before the body was whole: nothing behind it can be read.</summary>
    public bool Broken { get; private set; }

    public bool Ended => _ended;

    /// <summary>Turns to the body of the head that has just been read.</summary>
    public void Begin()
    {
        _chunked = head.Chunked;
        _remaining = head.ContentLength ?? 0;
        _chunkBegun = false;
        _ended = !_chunked && _remaining == 0;
        Broken = false;
    }

    /// <summary>Reads some of it, in the order and as soon as it comes.</summary>
    /// <returns>Bytes read; 0 at the end, also when it <see cref="Broken"/>.</returns>
    public async ValueTask<int> ReadAsync(Memory<byte> destination)
    {
        if (head.ExpectsContinue && input.IsEmpty && !_ended)
        {
            head.ExpectsContinue = false;
            await sayContinue();
        }

        if (_chunked && _remaining == 0 && !_ended)
        {
            await BeginChunkAsync();
        }

        if (_ended)
        {
            return 0;
        }

        Memory<byte> part = destination.Length > _remaining ? destination[..(int)_remaining] : destination;
        int count = input.IsEmpty ? await input.ReceiveAsync(part) : input.CopyTo(part.Span);
        _remaining -= count;
        if (count == 0)
        {
            Break();
        }
        else if (!_chunked && _remaining == 0)
        {
            _ended = true;
        }

        return count;
    }

    /// <summary>Reads all of it.</summary>
    /// <returns>Null when it is longer than <paramref name="limit"/>: the rest is then still to come.</returns>
    /// <exception cref="EndOfStreamException">It <see cref="Broken"/>: what came of it says nothing.</exception>
    public async ValueTask<Payload?> ReadWholeAsync(int limit)
    {
        if (!_chunked && _remaining > limit)
        {
            return null;
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(_chunked ? 4096 : Math.Max(1, (int)_remaining));
        int length = 0;
        while (true)
        {
            if (length == buffer.Length && !_ended)
            {
                byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Min(buffer.Length * 2, limit + 1));
                buffer.CopyTo(larger.AsSpan());
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }

            int count = await ReadAsync(buffer.AsMemory(length));
            length += count;
            if (length > limit)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                return null;
            }

            if (Broken)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                throw new EndOfStreamException("The connection ended in the middle of a body.");
            }

            if (_ended)
            {
                return Payload.Own(buffer, length);
            }
        }
    }

    /// <summary>Reads what is left and forgets it, so that the next request can be read. Gives up after <paramref name="limit"/> bytes.</summary>
    public async ValueTask SkipAsync(long limit)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        while (!_ended)
        {
            int count = await ReadAsync(buffer);
            limit -= count;
            if (limit < 0)
            {
                Break();
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private async ValueTask BeginChunkAsync()
    {
        // Each chunk but the first follows the line end of the one before.
        if (_chunkBegun && await ReadLineAsync() is not "")
        {
            Break();
            return;
        }

        _chunkBegun = true;
        string? line = await ReadLineAsync();
        int extension = line?.IndexOf(';') ?? -1;
        string? size = extension < 0 ? line : line![..extension].TrimEnd();
        if (size is not { Length: > 0 and <= 15 } || !Utf8Parser.TryParse(Encoding.ASCII.GetBytes(size), out _remaining, out int used, 'x') || used != size.Length || _remaining < 0)
        {
            Break();
            return;
        }

        if (_remaining == 0)
        {
            await ReadTrailersAsync();
        }
    }

    private async ValueTask ReadTrailersAsync()
    {
        while (await ReadLineAsync() is string line)
        {
            if (line.Length == 0)
            {
                _ended = true;
                return;
            }

            int colon = line.IndexOf(':');
            if (colon <= 0)
            {
                break;
            }

            head.Add(line[..colon], line[(colon + 1)..].Trim());
        }

        Break();
    }

    private async ValueTask<string?> ReadLineAsync()
    {
        while (true)
        {
            int used = 0;
            if (RequestHeadParser.TryReadLine(input.Unused, ref used, out ReadOnlySpan<byte> line))
            {
                string text = Encoding.Latin1.GetString(line);
                input.Use(used);
                return text;
            }

            if (input.Unused.Length > MaximumLine || !await input.FillAsync())
            {
                return null;
            }
        }
    }

    private void Break()
    {
        Broken = true;
        _ended = true;
    }
}
