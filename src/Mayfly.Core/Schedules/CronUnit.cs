namespace Mayfly.Core.Schedules;

/// <summary>What a field of a cron expression counts.</summary>
/// <param name="Name">As AWS calls the field.</param>
/// <param name="First">The least value.</param>
/// <param name="Last">The greatest value.</param>
/// <param name="Names">Words for the values, from the first on; none where there are none.</param>
internal sealed record CronUnit(string Name, int First, int Last, params string[] Names)
{
    public static CronUnit Minutes { get; } = new("minutes", 0, 59);

    public static CronUnit Hours { get; } = new("hours", 0, 23);

    public static CronUnit DayOfMonth { get; } = new("day-of-month", 1, 31);

    public static CronUnit Month { get; } = new("month", 1, 12, "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

    public static CronUnit DayOfWeek { get; } = new("day-of-week", 1, 7, "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    public static CronUnit Year { get; } = new("year", 1970, 2199);

    /// <summary>A number or a word, in any case; null when it is neither, or out of range.</summary>
    public int? Read(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < Names.Length; i++)
        {
            if (text.Equals(Names[i], StringComparison.OrdinalIgnoreCase))
            {
                return First + i;
            }
        }

        return Number(text) is { } value && value >= First && value <= Last ? value : null;
    }

    /// <summary>At most four digits, and nothing else.</summary>
    public static int? Number(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= 4 && !text.ContainsAnyExceptInRange('0', '9') ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;
}
