using System.Buffers.Binary;

namespace Mayfly.Core.Logs.Lambda;

/// <summary>
/// The sixteen bytes before each message on the telemetry pipe, big-endian: type 4, length 4, microseconds since 1970 8. The type is 0xa55a0003 for
/// text and 0xa55a0002 for JSON; bits 2 to 4 may hold a level, 1 (TRACE) to 6 (FATAL), as AWS's runtime clients write it.
/// </summary>
internal readonly record struct LogFrameHeader(uint Length, DateTimeOffset? Timestamp, LambdaLogLevel? Level)
{
    public const int Size = 16;

    /// <summary>The first byte of every header.</summary>
    public const byte FirstByte = 0xA5;

    private const uint LevelMask = 0x1C;
    private const uint TextBit = 0x01;
    private const uint Type = 0xA55A0002;
    private const long MicrosecondsPerMillisecond = 1000;

    /// <summary>Whether a header may begin so; at most the four bytes of the type are looked at.</summary>
    public static bool MayBegin(ReadOnlySpan<byte> bytes)
    {
        Span<byte> type = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(type, Type);
        int length = Math.Min(bytes.Length, 3);
        return bytes[..length].SequenceEqual(type[..length]) && (bytes.Length < 4 || IsType(BinaryPrimitives.ReadUInt32BigEndian(bytes)));
    }

    public static LogFrameHeader Read(ReadOnlySpan<byte> header)
    {
        uint level = (BinaryPrimitives.ReadUInt32BigEndian(header) & LevelMask) >> 2;
        long milliseconds = (long)(BinaryPrimitives.ReadUInt64BigEndian(header[8..]) / MicrosecondsPerMillisecond);
        DateTimeOffset? timestamp = milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
        return new LogFrameHeader(
            BinaryPrimitives.ReadUInt32BigEndian(header[4..]), timestamp, level is >= 1 and <= 6 ? (LambdaLogLevel)(level - 1) : null);
    }

    private static bool IsType(uint type) => (type & ~(LevelMask | TextBit)) == Type && (type & LevelMask) != LevelMask;
}
