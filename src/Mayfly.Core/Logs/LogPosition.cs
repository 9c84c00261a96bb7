using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Mayfly.Core.Logs;

/// <summary>
/// Where an event stands in its group: ordered by timestamp, then by the group's own sequence. Written as 56 digits it is the event id, and the
/// heart of every paging token: as in CloudWatch, ids are unique and grow with time.
/// </summary>
/// <param name="Timestamp">Milliseconds since 1970.</param>
/// <param name="Sequence">Unique in the group, from 1 upward.</param>
[SuppressMessage("Design", "CA1036", Justification = "Positions are compared through CompareTo; operators would only add names.")]
public readonly record struct LogPosition(long Timestamp, long Sequence) : IComparable<LogPosition>
{
    private const int TimestampDigits = 13;
    private const int Digits = 56;

    /// <summary>Before every event.</summary>
    public static LogPosition Start => new(0, 0);

    public int CompareTo(LogPosition other)
    {
        int order = Timestamp.CompareTo(other.Timestamp);
        return order != 0 ? order : Sequence.CompareTo(other.Sequence);
    }

    /// <summary>The 56 digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Timestamp:D13}{Sequence:D43}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out LogPosition position)
    {
        position = default;
        if (text.Length != Digits
            || !long.TryParse(text[..TimestampDigits], NumberStyles.None, CultureInfo.InvariantCulture, out long timestamp)
            || !long.TryParse(text[TimestampDigits..], NumberStyles.None, CultureInfo.InvariantCulture, out long sequence))
        {
            return false;
        }

        position = new LogPosition(timestamp, sequence);
        return true;
    }
}
