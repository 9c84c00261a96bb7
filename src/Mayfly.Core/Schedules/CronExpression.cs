namespace Mayfly.Core.Schedules;

/// <summary>
/// cron(…): six fields, of which one of the two for days is <c>?</c>.
/// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html
/// </summary>
internal sealed class CronExpression : ScheduleExpression
{
    private const int Fields = 6;
    private const int MinutesInHour = 60;
    private const int LastMinuteOfDay = (24 * MinutesInHour) - 1;

    private readonly CronField _minutes;
    private readonly CronField _hours;
    private readonly CronField _months;
    private readonly CronField _years;
    private readonly CronDays _days;

    private CronExpression(CronField minutes, CronField hours, CronField months, CronField years, CronDays days)
    {
        _minutes = minutes;
        _hours = hours;
        _months = months;
        _years = years;
        _days = days;
    }

    public static CronExpression? Parse(string text, out string? fault)
    {
        string[] fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (fields.Length != Fields)
        {
            fault = $"'{text}' has {fields.Length} fields, and not six: minutes, hours, day-of-month, month, day-of-week, year";
            return null;
        }

        return CronField.Parse(fields[0], CronUnit.Minutes, out fault) is { } minutes
            && CronField.Parse(fields[1], CronUnit.Hours, out fault) is { } hours
            && CronDays.Parse(fields[2], fields[4], out fault) is { } days
            && CronField.Parse(fields[3], CronUnit.Month, out fault) is { } months
            && CronField.Parse(fields[5], CronUnit.Year, out fault) is { } years
                ? new CronExpression(minutes, hours, months, years, days)
                : null;
    }

    private protected override DateTime? After(DateTime clock)
    {
        DateOnly day = DateOnly.FromDateTime(clock);
        int minute = MinuteOf(clock) + 1;
        while (DayFrom(day) is { } allowed)
        {
            if (TimeFrom(allowed == day ? minute : 0) is { } time)
            {
                return At(allowed, time);
            }

            day = allowed.AddDays(1);
            minute = 0;
        }

        return null;
    }

    private protected override DateTime? Until(DateTime clock)
    {
        DateOnly day = DateOnly.FromDateTime(clock);
        int minute = MinuteOf(clock);
        while (DayDownFrom(day) is { } allowed)
        {
            if (TimeDownFrom(allowed == day ? minute : LastMinuteOfDay) is { } time)
            {
                return At(allowed, time);
            }

            day = allowed.AddDays(-1);
            minute = LastMinuteOfDay;
        }

        return null;
    }

    private static int MinuteOf(DateTime clock) => (clock.Hour * MinutesInHour) + clock.Minute;

    private static DateTime At(DateOnly day, int minute) => day.ToDateTime(TimeOnly.MinValue).AddMinutes(minute);

    /// <summary>The first day allowed that is not earlier.</summary>
    private DateOnly? DayFrom(DateOnly day)
    {
        while (_years.From(day.Year) is { } year)
        {
            if (year > day.Year)
            {
                day = new DateOnly(year, 1, 1);
            }

            if (_months.Allows(day.Month) && _days.Allow(day))
            {
                return day;
            }

            day = _months.Allows(day.Month) ? day.AddDays(1) : new DateOnly(day.Year, day.Month, 1).AddMonths(1);
        }

        return null;
    }

    /// <summary>The last day allowed that is not later.</summary>
    private DateOnly? DayDownFrom(DateOnly day)
    {
        while (_years.DownFrom(day.Year) is { } year)
        {
            if (year < day.Year)
            {
                day = new DateOnly(year, 12, 31);
            }

            if (_months.Allows(day.Month) && _days.Allow(day))
            {
                return day;
            }

            day = _months.Allows(day.Month) ? day.AddDays(-1) : new DateOnly(day.Year, day.Month, 1).AddDays(-1);
        }

        return null;
    }

    /// <summary>The first minute of the day allowed that is not earlier.</summary>
    private int? TimeFrom(int minute)
    {
        int hour = minute / MinutesInHour;
        if (_hours.Allows(hour) && _minutes.From(minute % MinutesInHour) is { } within)
        {
            return (hour * MinutesInHour) + within;
        }

        return _hours.From(hour + 1) is { } later ? (later * MinutesInHour) + _minutes.From(0)!.Value : null;
    }

    /// <summary>The last minute of the day allowed that is not later.</summary>
    private int? TimeDownFrom(int minute)
    {
        int hour = minute / MinutesInHour;
        if (_hours.Allows(hour) && _minutes.DownFrom(minute % MinutesInHour) is { } within)
        {
            return (hour * MinutesInHour) + within;
        }

        return _hours.DownFrom(hour - 1) is { } earlier ? (earlier * MinutesInHour) + _minutes.DownFrom(MinutesInHour - 1)!.Value : null;
    }
}
