using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Mayfly.Core.RuntimeApi.Connections;

/// <summary>
/// Reads the heads of HTTP/1.1 requests (RFC 9112). Strict where laxness lets two readers disagree about where a request ends: one length, given one
/// way, no folded lines, no space before a colon.
/// </summary>
internal static class RequestHeadParser
{
    private static readonly SearchValues<byte> TokenLetters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <param name="bytes">From the head's first byte.</param>
    /// <param name="head">Filled in when the head is whole; has been reset.</param>
    /// <param name="consumed">The head's length, the empty line included.</param>
    public static HeadOutcome Read(ReadOnlySpan<byte> bytes, RequestHead head, out int consumed)
    {
        consumed = 0;
        if (!TryReadLine(bytes, ref consumed, out ReadOnlySpan<byte> line))
        {
            return HeadOutcome.Incomplete;
        }

        if (!ReadRequestLine(line, head))
        {
            return HeadOutcome.Malformed;
        }

        bool hasLength = false;
        while (TryReadLine(bytes, ref consumed, out line))
        {
            if (line.IsEmpty)
            {
                return HeadOutcome.Read;
            }

            if (!TrySplit(line, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value) || !Take(head, name, value, ref hasLength))
            {
                return HeadOutcome.Malformed;
            }
        }

        return HeadOutcome.Incomplete;
    }

    /// <summary>One line without its end; false when the end has not come yet.</summary>
    public static bool TryReadLine(ReadOnlySpan<byte> bytes, ref int position, out ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> rest = bytes[position..];
        int end = rest.IndexOf((byte)'\n');
        if (end < 0)
        {
            line = default;
            return false;
        }

        position += end + 1;
        line = end > 0 && rest[end - 1] == (byte)'\r' ? rest[..(end - 1)] : rest[..end];
        return true;
    }

    /// <summary>Splits "name: value". False for what is no header field.</summary>
    public static bool TrySplit(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        int colon = line.IndexOf((byte)':');
        name = colon > 0 ? line[..colon] : default;
        value = line[(colon + 1)..].Trim(" \t"u8);
        return colon > 0 && !name.ContainsAnyExcept(TokenLetters);
    }

    private static bool ReadRequestLine(ReadOnlySpan<byte> line, RequestHead head)
    {
        int first = line.IndexOf((byte)' ');
        int last = line.LastIndexOf((byte)' ');
        if (first <= 0 || last <= first)
        {
            return false;
        }

        ReadOnlySpan<byte> version = line[(last + 1)..];
        if (!version.SequenceEqual("HTTP/1.1"u8))
        {
            if (!version.SequenceEqual("HTTP/1.0"u8))
            {
                return false;
            }

            head.Closes = true;
        }

        ReadOnlySpan<byte> method = line[..first];
        head.Method = method switch
        {
            _ when method.SequenceEqual("GET"u8) => RequestMethod.Get,
            _ when method.SequenceEqual("POST"u8) => RequestMethod.Post,
            _ when method.SequenceEqual("PUT"u8) => RequestMethod.Put,
            _ => RequestMethod.Other,
        };
        return !method.ContainsAnyExcept(TokenLetters) && ReadTarget(line[(first + 1)..last], head);
    }

    private static bool ReadTarget(ReadOnlySpan<byte> target, RequestHead head)
    {
        if (target.StartsWith("http://"u8))
        {
            int path = target[7..].IndexOf((byte)'/');
            target = path < 0 ? "/"u8 : target[(7 + path)..];
        }

        int query = target.IndexOf((byte)'?');
        ReadOnlySpan<byte> plain = query < 0 ? target : target[..query];
        if (plain.IsEmpty || plain.ContainsAnyExceptInRange((byte)0x21, (byte)0x7e))
        {
            return false;
        }

        head.Path = Encoding.ASCII.GetString(plain);
        return true;
    }

    private static bool Take(RequestHead head, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ref bool hasLength)
    {
        switch (name.Length)
        {
            case 4 when Is(name, "Host"u8):
            case 6 when Is(name, "Accept"u8):
            case 10 when Is(name, "User-Agent"u8):
            case 12 when Is(name, "Content-Type"u8) && value.SequenceEqual("application/json"u8):
                return true;
            case 14 when Is(name, "Content-Length"u8):
                return TakeLength(head, value, ref hasLength);
            case 17 when Is(name, "Transfer-Encoding"u8):
                if (hasLength || !Is(value, "chunked"u8))
                {
                    return false;
                }

                hasLength = true;
                head.ContentLength = null;
                return true;
            case 10 when Is(name, "Connection"u8):
                head.Closes = head.Closes ? !Is(value, "keep-alive"u8) : Is(value, "close"u8);
                return true;
            case 6 when Is(name, "Expect"u8):
                head.ExpectsContinue = Is(value, "100-continue"u8);
                return head.ExpectsContinue;
            default:
                head.Add(Encoding.Latin1.GetString(name), Encoding.Latin1.GetString(value));
                return true;
        }
    }

    private static bool TakeLength(RequestHead head, ReadOnlySpan<byte> value, ref bool hasLength)
    {
        if (value.IsEmpty || value.ContainsAnyExceptInRange((byte)'0', (byte)'9') || !Utf8Parser.TryParse(value, out long length, out _))
        {
            return false;
        }

        if (hasLength)
        {
            return head.ContentLength == length;
        }

        hasLength = true;
        head.ContentLength = length;
        return true;
    }

    private static bool Is(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> text) => Ascii.EqualsIgnoreCase(bytes, text);
}
