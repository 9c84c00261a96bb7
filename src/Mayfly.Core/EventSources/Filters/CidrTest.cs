using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mayfly.Core.EventSources.Filters;

/// <summary>A string that is an IPv4 or IPv6 address within a block.</summary>
internal sealed class CidrTest(IPNetwork block) : ValueTest
{
    /// <summary>The longest IPv6 address as text.</summary>
    private const int LongestAddress = 45;

    private static readonly SearchValues<char> DottedQuad = SearchValues.Create("0123456789.");

    /// <exception cref="FormatException">This is no block.</exception>
    public static CidrTest Parse(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IsAddress(text.AsSpan(0, slash), out IPAddress? address)
            || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            || length > (address!.AddressFamily == AddressFamily.InterNetwork ? 32 : 128))
        {
            throw new FormatException("Malformed CIDR.");
        }

        return new CidrTest(new IPNetwork(NetworkOf(address, length), length));
    }

    public override bool Accepts(in LeafValue value)
    {
        if (!value.IsString || value.Text.Length is 0 or > LongestAddress)
        {
            return false;
        }

        Span<char> text = stackalloc char[LongestAddress];
        int length = Encoding.UTF8.GetChars(value.Text, text);
        return IsAddress(text[..length], out IPAddress? address) && block.Contains(address!);
    }

    /// <summary>Dotted quads and colons only: IPAddress alone would also read "10" and "0x0a.1".</summary>
    private static bool IsAddress(ReadOnlySpan<char> text, out IPAddress? address)
    {
        address = null;
        bool shaped = text.Contains(':') ? !text.ContainsAny('%', '[', '/') : text.Count('.') == 3 && !text.ContainsAnyExcept(DottedQuad);
        return shaped && IPAddress.TryParse(text, out address);
    }

    private static IPAddress NetworkOf(IPAddress address, int length)
    {
        byte[] bytes = address.GetAddressBytes();
        for (int index = 0; index < bytes.Length; index++)
        {
            int bits = Math.Clamp(length - (index * 8), 0, 8);
            bytes[index] &= (byte)(0xFF << (8 - bits));
        }

        return new IPAddress(bytes);
    }
}
