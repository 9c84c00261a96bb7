using System.Diagnostics.CodeAnalysis;

namespace Mayfly.Core.Schedules;

/// <summary>
/// When something is due, in AWS's words: <c>cron(minutes hours day-of-month month day-of-week year)</c> or <c>at(yyyy-mm-ddThh:mm:ss)</c>, on the clocks of a time zone. A time that a change of
/// the clocks leaves out is left out, and one that it brings twice counts once, the first time.
/// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
/// </summary>
public abstract class ScheduleExpression
{
    private protected ScheduleExpression()
    {
    }

    /// <summary>Reads an expression.</summary>
    /// <param name="text">With its word and parentheses.</param>
    /// <param name="schedule">Set when it can be read.</param>
    /// <param name="fault">What is wrong with it, as a sentence without its full stop, when it cannot.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ScheduleExpression? schedule, [NotNullWhen(false)] out string? fault)
    {
        if (Inner(text, "cron") is { } fields)
        {
            schedule = CronExpression.Parse(fields, out fault);
        }
        else if (Inner(text, "at") is { } time)
        {
            schedule = OneTime.Parse(time, out fault);
        }
        else
        {
            schedule = null;
            fault = $"'{text}' is neither cron(…) nor at(…)";
        }

        return schedule is not null;
    }

    /// <summary>The first time later than <paramref name="after"/>; null when there is none.</summary>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone)
    {
        DateTime clock = TimeZoneInfo.ConvertTime(after, zone).DateTime;
        for (DateTime? time = After(clock); time is { } local; time = After(local))
        {
            if (Instant(local, zone) is { } instant && instant > after)
            {
                return instant;
            }
        }

        return null;
    }

    /// <summary>The last time not later than <paramref name="until"/>; null when there is none.</summary>
    public DateTimeOffset? Last(DateTimeOffset until, TimeZoneInfo zone)
    {
        DateTime clock = TimeZoneInfo.ConvertTime(until, zone).DateTime;

        // In an hour that comes twice, clocks may stand before what they have shown already.
        DateTime latest = zone.IsAmbiguousTime(clock) ? clock + Repeated(clock, zone) : clock;
        for (DateTime? time = Until(latest); time is { } local; time = Until(local.AddTicks(-1)))
        {
            if (Instant(local, zone) is { } instant && instant <= until)
            {
                return instant;
            }
        }

        return null;
    }

    /// <summary>The first time on the clocks that is later.</summary>
    private protected abstract DateTime? After(DateTime clock);

    /// <summary>The last time on the clocks that is not later.</summary>
    private protected abstract DateTime? Until(DateTime clock);

    private static DateTimeOffset? Instant(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local))
        {
            return null;
        }

        // The first time round is the one with the clocks still ahead.
        return new DateTimeOffset(local, zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local));
    }

    private static TimeSpan Repeated(DateTime local, TimeZoneInfo zone)
    {
        TimeSpan[] offsets = zone.GetAmbiguousTimeOffsets(local);
        return offsets.Max() - offsets.Min();
    }

    private static string? Inner(string text, string word) =>
        text.Length > word.Length + 1 && text.StartsWith(word, StringComparison.Ordinal) && text[word.Length] == '(' && text[^1] == ')' ? text[(word.Length + 1)..^1] : null;
}
