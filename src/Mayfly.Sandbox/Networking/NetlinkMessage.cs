using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Mayfly.Sandbox.Networking;

/// <summary>
/// Writes one netlink request: the 16-byte header, the family's own fixed header, then attributes, which may hold attributes.
/// Layout: https://docs.kernel.org/userspace-api/netlink/intro.html. Numbers are in the machine's own order, unless the protocol says otherwise.
/// </summary>
internal sealed class NetlinkMessage
{
    internal const int HeaderLength = 16;

    private const ushort FlagRequest = 1;
    private const ushort FlagNested = 0x8000;

    private byte[] _buffer = new byte[256];
    private int _length = HeaderLength;

    public NetlinkMessage(ushort type, ushort flags)
    {
        MemoryMarshal.Write(_buffer.AsSpan(4), type);
        MemoryMarshal.Write(_buffer.AsSpan(6), (ushort)(flags | FlagRequest));
    }

    /// <summary>Asks for the effect to be answered by an error code, zero for success.</summary>
    internal const ushort Acknowledge = 4;

    /// <summary>Asks for everything of the kind.</summary>
    internal const ushort Dump = 0x300;

    /// <summary>Replace what is there.</summary>
    internal const ushort Replace = 0x100;

    /// <summary>Fail if it is there.</summary>
    internal const ushort Exclusive = 0x200;

    /// <summary>Make it if it is not there.</summary>
    internal const ushort Create = 0x400;

    /// <summary>Appends a fixed header or another fixed value, as it lies in memory.</summary>
    public NetlinkMessage Fixed<T>(T value)
        where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        MemoryMarshal.Write(Grow(size), in value);
        return this;
    }

    /// <summary>Appends attributes that were read from an answer, as they are.</summary>
    public NetlinkMessage Raw(ReadOnlySpan<byte> attributes)
    {
        attributes.CopyTo(Grow(attributes.Length));
        return this;
    }

    public NetlinkMessage Attribute(ushort type, ReadOnlySpan<byte> value)
    {
        Span<byte> place = Grow(4 + value.Length);
        MemoryMarshal.Write(place, (ushort)(4 + value.Length));
        MemoryMarshal.Write(place[2..], type);
        value.CopyTo(place[4..]);
        return this;
    }

    public NetlinkMessage Attribute(ushort type, uint value) => Attribute(type, MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in value)));

    public NetlinkMessage Attribute(ushort type, byte value) => Attribute(type, [value]);

    /// <summary>A zero-terminated string.</summary>
    public NetlinkMessage Attribute(ushort type, string value) => Attribute(type, Encoding.UTF8.GetBytes(value + '\0'));

    /// <summary>An attribute whose content is what <paramref name="content"/> appends.</summary>
    public NetlinkMessage Nest(ushort type, Action<NetlinkMessage> content)
    {
        int start = _length;
        _ = Grow(4);
        content(this);
        MemoryMarshal.Write(_buffer.AsSpan(start), (ushort)(_length - start));
        MemoryMarshal.Write(_buffer.AsSpan(start + 2), (ushort)(type | FlagNested));
        return this;
    }

    /// <summary>The finished message, numbered.</summary>
    public ReadOnlySpan<byte> Finish(uint sequence)
    {
        MemoryMarshal.Write(_buffer, (uint)_length);
        MemoryMarshal.Write(_buffer.AsSpan(8), sequence);
        return _buffer.AsSpan(0, _length);
    }

    private Span<byte> Grow(int size)
    {
        int start = _length;
        int end = start + size + 3 & ~3;
        if (end > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(end, 2 * _buffer.Length));
        }

        _length = end;
        return _buffer.AsSpan(start, size);
    }
}
