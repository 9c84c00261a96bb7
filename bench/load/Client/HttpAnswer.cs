using System.Text;

namespace Mayfly.Bench.Load.Client;

/// <summary>An HTTP answer as it lies in the connection's buffer.</summary>
internal readonly ref struct HttpAnswer(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
{
    private readonly ReadOnlySpan<byte> _head = head;

    public ReadOnlySpan<byte> Body { get; } = body;

    /// <summary>The three digits after "HTTP/1.1 ".</summary>
    public int Status => _head.Length < 12 ? 0 : ((_head[9] - '0') * 100) + ((_head[10] - '0') * 10) + (_head[11] - '0');

    /// <summary>A header's value; empty when it is not there.</summary>
    public ReadOnlySpan<byte> Header(ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> rest = _head;
        for (int end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
        {
            rest = rest[(end + 1)..];
            if (rest.Length > name.Length && rest[name.Length] == ':' && Ascii.EqualsIgnoreCase(rest[..name.Length], name))
            {
                ReadOnlySpan<byte> value = rest[(name.Length + 1)..];
                int stop = value.IndexOf((byte)'\r');
                return (stop < 0 ? value : value[..stop]).Trim((byte)' ');
            }
        }

        return default;
    }

    /// <summary>Head and body, for an error message.</summary>
    public string Describe() => $"{Encoding.UTF8.GetString(_head)}\n{Encoding.UTF8.GetString(Body)}";
}
