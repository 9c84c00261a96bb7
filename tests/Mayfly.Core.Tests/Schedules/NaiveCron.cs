using System.Globalization;

namespace Mayfly.Core.Tests.Schedules;

/// <summary>Says of one minute at a time whether a cron expression allows it, from AWS's description and with no thought of speed.</summary>
internal static class NaiveCron
{
    private static readonly string[] _months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] _weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    /// <summary>The first minute later than <paramref name="after"/>, looked for until <paramref name="end"/>.</summary>
    public static DateTimeOffset? Next(string fields, TimeZoneInfo zone, DateTimeOffset after, DateTimeOffset end)
    {
        DateTimeOffset minute = Floor(after);
        while ((minute = minute.AddMinutes(1)) <= end)
        {
            if (IsDue(fields, zone, minute))
            {
                return minute;
            }
        }

        return null;
    }

    /// <summary>The last minute not later than <paramref name="until"/>, looked for back to <paramref name="begin"/>.</summary>
    public static DateTimeOffset? Last(string fields, TimeZoneInfo zone, DateTimeOffset until, DateTimeOffset begin)
    {
        for (DateTimeOffset minute = Floor(until); minute >= begin; minute = minute.AddMinutes(-1))
        {
            if (IsDue(fields, zone, minute))
            {
                return minute;
            }
        }

        return null;
    }

    private static DateTimeOffset Floor(DateTimeOffset time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMinute), time.Offset);

    private static bool IsDue(string text, TimeZoneInfo zone, DateTimeOffset minute)
    {
        string[] fields = text.Split(' ');
        DateTime clock = TimeZoneInfo.ConvertTime(minute, zone).DateTime;
        return Allows(fields[0], clock.Minute, 0, 59, [])
            && Allows(fields[1], clock.Hour, 0, 23, [])
            && Allows(fields[3], clock.Month, 1, 12, _months)
            && Allows(fields[5], clock.Year, 1970, 2199, [])
            && AllowsDay(fields[2], fields[4], clock)
            && !WasBefore(clock, zone, minute);
    }

    /// <summary>Whether the clocks have shown this time already within the last three hours.</summary>
    private static bool WasBefore(DateTime clock, TimeZoneInfo zone, DateTimeOffset minute) =>
        new[] { 30, 60, 120 }.Any(earlier => TimeZoneInfo.ConvertTime(minute.AddMinutes(-earlier), zone).DateTime == clock);

    private static bool AllowsDay(string dayOfMonth, string dayOfWeek, DateTime clock)
    {
        List<DateTime> month = [.. Enumerable.Range(1, DateTime.DaysInMonth(clock.Year, clock.Month)).Select(day => new DateTime(clock.Year, clock.Month, day))];
        if (dayOfWeek == "?")
        {
            if (dayOfMonth == "L")
            {
                return clock.Date == month[^1];
            }

            if (!dayOfMonth.EndsWith('W'))
            {
                return Allows(dayOfMonth, clock.Day, 1, 31, []);
            }

            int wanted = int.Parse(dayOfMonth[..^1], CultureInfo.InvariantCulture);
            return wanted <= month.Count
                && clock.Date == month.Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).MinBy(day => Math.Abs(day.Day - wanted));
        }

        if (dayOfWeek == "L")
        {
            return clock.DayOfWeek == DayOfWeek.Saturday;
        }

        if (dayOfWeek.EndsWith('L'))
        {
            return clock.Date == month.Last(day => day.DayOfWeek == Weekday(dayOfWeek[..^1]));
        }

        if (dayOfWeek.Split('#') is [string weekday, string nth])
        {
            return clock.Date == month.Where(day => day.DayOfWeek == Weekday(weekday)).Skip(int.Parse(nth, CultureInfo.InvariantCulture) - 1).FirstOrDefault();
        }

        return Allows(dayOfWeek, (int)clock.DayOfWeek + 1, 1, 7, _weekdays);
    }

    private static DayOfWeek Weekday(string text) => (DayOfWeek)(Value(text, 1, _weekdays) - 1);

    private static bool Allows(string field, int value, int first, int last, string[] names) => field.Split(',').Any(item =>
    {
        string[] parts = item.Split('/');
        string[] range = parts[0].Split('-');
        int from = parts[0] == "*" ? first : Value(range[0], first, names);
        int to = parts[0] == "*" ? last : range.Length > 1 ? Value(range[1], first, names) : parts.Length > 1 ? last : from;
        return value >= from && value <= to && (value - from) % (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1) == 0;
    });

    private static int Value(string text, int first, string[] names) => Array.IndexOf(names, text) is >= 0 and int at ? first + at : int.Parse(text, CultureInfo.InvariantCulture);
}
