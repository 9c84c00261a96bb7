namespace Mayfly.Core.Schedules;

/// <summary>The days that an expression allows, told by one of its two fields for days; the other is <c>?</c>.</summary>
internal abstract record CronDays
{
    /// <summary>Reads both fields.</summary>
    public static CronDays? Parse(string dayOfMonth, string dayOfWeek, out string? fault)
    {
        if (dayOfMonth == "?" == (dayOfWeek == "?"))
        {
            fault = "one of day-of-month and day-of-week must be '?', and only one";
            return null;
        }

        return dayOfWeek == "?" ? ParseDayOfMonth(dayOfMonth, out fault) : ParseDayOfWeek(dayOfWeek, out fault);
    }

    public abstract bool Allow(DateOnly day);

    private static CronDays? ParseDayOfMonth(string text, out string? fault)
    {
        fault = null;
        if (text is "L")
        {
            return new LastOfMonth();
        }

        if (text.EndsWith('W') && CronUnit.DayOfMonth.Read(text.AsSpan(..^1)) is { } near)
        {
            return new NearestWeekday(near);
        }

        return CronField.Parse(text, CronUnit.DayOfMonth, out fault) is { } days ? new OfMonth(days) : null;
    }

    private static CronDays? ParseDayOfWeek(string text, out string? fault)
    {
        fault = null;
        if (text.EndsWith('L') && text is not "L" && CronUnit.DayOfWeek.Read(text.AsSpan(..^1)) is { } last)
        {
            return new LastWeekday(last);
        }

        int number = text.IndexOf('#', StringComparison.Ordinal);
        if (number >= 0 && CronUnit.DayOfWeek.Read(text.AsSpan(..number)) is { } weekday && CronUnit.Number(text.AsSpan(number + 1)) is { } nth and >= 1 and <= 5)
        {
            return new NthWeekday(weekday, nth);
        }

        // The week's last day is its seventh.
        return CronField.Parse(text is "L" ? "SAT" : text, CronUnit.DayOfWeek, out fault) is { } days ? new OfWeek(days) : null;
    }

    private static int WeekdayOf(DateOnly day) => (int)day.DayOfWeek + 1;

    private static int DaysIn(DateOnly month) => DateTime.DaysInMonth(month.Year, month.Month);

    private sealed record OfMonth(CronField Days) : CronDays
    {
        public override bool Allow(DateOnly day) => Days.Allows(day.Day);
    }

    private sealed record OfWeek(CronField Days) : CronDays
    {
        public override bool Allow(DateOnly day) => Days.Allows(WeekdayOf(day));
    }

    /// <summary>L.</summary>
    private sealed record LastOfMonth : CronDays
    {
        public override bool Allow(DateOnly day) => day.Day == DaysIn(day);
    }

    /// <summary>3W: the day from Monday to Friday that is nearest to the third, in the same month. A month without that day has none.</summary>
    private sealed record NearestWeekday(int Day) : CronDays
    {
        public override bool Allow(DateOnly day)
        {
            int last = DaysIn(day);
            return Day <= last && day.Day == new DateOnly(day.Year, day.Month, Day).DayOfWeek switch
            {
                DayOfWeek.Saturday => Day == 1 ? 3 : Day - 1,
                DayOfWeek.Sunday => Day == last ? last - 2 : Day + 1,
                _ => Day,
            };
        }
    }

    /// <summary>6L: the month's last Friday.</summary>
    private sealed record LastWeekday(int Weekday) : CronDays
    {
        public override bool Allow(DateOnly day) => WeekdayOf(day) == Weekday && day.Day + 7 > DaysIn(day);
    }

    /// <summary>3#2: the month's second Tuesday.</summary>
    private sealed record NthWeekday(int Weekday, int Nth) : CronDays
    {
        public override bool Allow(DateOnly day) => WeekdayOf(day) == Weekday && ((day.Day - 1) / 7) + 1 == Nth;
    }
}
