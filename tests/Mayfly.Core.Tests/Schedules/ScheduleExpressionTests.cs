using System.Globalization;
using CsCheck;
using Mayfly.Core.Schedules;

namespace Mayfly.Core.Tests.Schedules;

public sealed class ScheduleExpressionTests
{
    /// <summary>Around these the clocks change, or the calendar has something of its own.</summary>
    private static readonly string[] _turns = ["2026-03-29", "2026-10-25", "2026-03-08", "2026-11-01", "2026-04-05", "2026-10-04", "2024-02-29", "2026-02-28", "2026-12-31", "2026-08-01", "2026-05-31"];

    private static readonly string[] _zones = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"];

    private static readonly TimeSpan _horizon = TimeSpan.FromDays(20);

    private static readonly Gen<string> _days = Gen.OneOf(
        Field(1, 28).Select(static days => (days, "?")),
        AnyOf("L", "31", "1W", "3W", "15W", "30W", "31W").Select(static days => (days, "?")),
        Field(1, 7).Select(static days => ("?", days)),
        AnyOf("L", "6L", "FRIL", "2L", "3#2", "SUN#1", "6#5", "MON-FRI", "SUN,SAT", "TUE").Select(static days => ("?", days)))
        .Select(AnyOf("*", "*", "*", "FEB", "3", "10-11", "MAR,APR,OCT"), static (days, month) => $"{days.Item1} {month} {days.Item2}");

    private static readonly Gen<string> _expression = Gen.Select(
        Field(0, 59), Field(0, 23), _days, AnyOf("*", "*", "2026", "2024-2026", "2027", "2020/3"), static (minutes, hours, days, year) => $"{minutes} {hours} {days} {year}");

    private static readonly Gen<DateTimeOffset> _time = Gen.Select(
        AnyOf(_turns),
        Gen.Int[-2 * 86_400, 2 * 86_400],
        Gen.Bool,
        static (day, seconds, whole) => Utc(day).AddSeconds(whole ? seconds - (seconds % 60) : seconds));

    [Fact]
    public void The_next_time_is_the_first_that_walking_minute_by_minute_meets() =>
        Gen.Select(_expression, AnyOf(_zones), _time).Sample(
            (fields, name, after) =>
            {
                TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(name);
                DateTimeOffset end = after + _horizon;
                DateTimeOffset? expected = NaiveCron.Next(fields, zone, after, end), found = Parse(fields).Next(after, zone);
                return expected is null ? found is null || found > end : expected == found;
            },
            iter: 400);

    [Fact]
    public void The_last_time_is_the_first_that_walking_back_meets() =>
        Gen.Select(_expression, AnyOf(_zones), _time).Sample(
            (fields, name, until) =>
            {
                TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(name);
                DateTimeOffset begin = until - _horizon;
                DateTimeOffset? expected = NaiveCron.Last(fields, zone, until, begin), found = Parse(fields).Last(until, zone);
                return expected is null ? found is null || found < begin : expected == found;
            },
            iter: 400);

    [Theory]
    [InlineData("cron(0 10 * * ? *)", "2026-11-27T09:59:59", "2026-11-27T10:00:00")]
    [InlineData("cron(0 10 * * ? *)", "2026-11-27T10:00:00", "2026-11-28T10:00:00")]
    [InlineData("cron(0 18 ? * MON-FRI *)", "2026-11-27T18:00:00", "2026-11-30T18:00:00")]
    [InlineData("cron(0 8 1 * ? *)", "2026-11-27T00:00:00", "2026-12-01T08:00:00")]
    [InlineData("cron(0/15 * * * ? *)", "2026-11-27T10:15:00", "2026-11-27T10:30:00")]
    [InlineData("cron(1/10 * * * ? *)", "2026-11-27T10:51:00", "2026-11-27T11:01:00")]
    [InlineData("cron(0/5 8-17 ? * MON-FRI *)", "2026-11-27T17:55:00", "2026-11-30T08:00:00")]
    [InlineData("cron(15 10 ? * 6L 2026-2028)", "2026-11-27T10:15:00", "2026-12-25T10:15:00")]
    [InlineData("cron(0 0 29 FEB ? *)", "2026-11-27T00:00:00", "2028-02-29T00:00:00")]
    [InlineData("cron(0 0 ? * 3#2 *)", "2026-11-27T00:00:00", "2026-12-08T00:00:00")]
    [InlineData("cron(0 0 3W * ? *)", "2026-09-30T00:00:00", "2026-10-02T00:00:00")]
    [InlineData("cron(0 0 1W * ? *)", "2026-07-31T00:00:00", "2026-08-03T00:00:00")]
    [InlineData("cron(0 0 L * ? *)", "2026-11-27T00:00:00", "2026-11-30T00:00:00")]
    [InlineData("cron(0 0 1 jan ? 2027)", "2026-11-27T00:00:00", "2027-01-01T00:00:00")]
    [InlineData("cron(0 0 1 1 ? 2025)", "2026-11-27T00:00:00", null)]
    [InlineData("cron(0 0 30 2 ? *)", "2026-11-27T00:00:00", null)]
    [InlineData("at(2026-12-24T18:00:30)", "2026-11-27T00:00:00", "2026-12-24T18:00:30")]
    [InlineData("at(2026-12-24T18:00:30)", "2026-12-24T18:00:30", null)]
    public void AWSs_expressions_mean_what_AWS_says(string text, string after, string? next)
    {
        Assert.True(ScheduleExpression.TryParse(text, out ScheduleExpression? schedule, out string? fault), fault);

        Assert.Equal(next is null ? null : Utc(next), schedule.Next(Utc(after), TimeZoneInfo.Utc));
        Assert.True(next is null || schedule.Last(Utc(next), TimeZoneInfo.Utc) == Utc(next));
    }

    [Theory]
    [InlineData("cron(30 2 * * ? *)", "2026-03-28T12:00:00", "2026-03-30T00:30:00")]
    [InlineData("cron(30 2 * * ? *)", "2026-10-24T12:00:00", "2026-10-25T00:30:00")]
    [InlineData("cron(30 2 * * ? *)", "2026-10-25T00:30:00", "2026-10-26T01:30:00")]
    [InlineData("cron(0/10 * * * ? *)", "2026-10-25T00:50:00", "2026-10-25T02:00:00")]
    [InlineData("at(2026-03-29T02:30:00)", "2026-03-28T12:00:00", null)]
    public void A_time_that_clocks_leave_out_is_left_out_and_one_that_comes_twice_counts_once(string text, string after, string? next)
    {
        Assert.True(ScheduleExpression.TryParse(text, out ScheduleExpression? schedule, out _));

        Assert.Equal(next is null ? null : Utc(next), schedule.Next(Utc(after), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")));
    }

    [Theory]
    [InlineData("cron(0 10 * * * *)", "one of day-of-month and day-of-week must be '?', and only one")]
    [InlineData("cron(0 10 ? * ? *)", "one of day-of-month and day-of-week must be '?', and only one")]
    [InlineData("cron(0 10 * * ?)", "'0 10 * * ?' has 5 fields, and not six: minutes, hours, day-of-month, month, day-of-week, year")]
    [InlineData("cron(60 10 * * ? *)", "'60' cannot stand in the field minutes, which counts from 0 to 59")]
    [InlineData("cron(0 24 * * ? *)", "'24' cannot stand in the field hours, which counts from 0 to 23")]
    [InlineData("cron(0 5-3 * * ? *)", "'5-3' cannot stand in the field hours, which counts from 0 to 23")]
    [InlineData("cron(0/0 * * * ? *)", "'0/0' cannot stand in the field minutes, which counts from 0 to 59")]
    [InlineData("cron(0 0 0 * ? *)", "'0' cannot stand in the field day-of-month, which counts from 1 to 31")]
    [InlineData("cron(0 0 32W * ? *)", "'32W' cannot stand in the field day-of-month, which counts from 1 to 31")]
    [InlineData("cron(0 0 ? * 3#6 *)", "'3#6' cannot stand in the field day-of-week, which counts from 1 to 7")]
    [InlineData("cron(0 0 ? * 3#1,6#3 *)", "'3#1' cannot stand in the field day-of-week, which counts from 1 to 7")]
    [InlineData("cron(0 0 ? * 8 *)", "'8' cannot stand in the field day-of-week, which counts from 1 to 7")]
    [InlineData("cron(0 0 1 JANUARY ? *)", "'JANUARY' cannot stand in the field month, which counts from 1 to 12")]
    [InlineData("cron(0 0 1 1 ? 1969)", "'1969' cannot stand in the field year, which counts from 1970 to 2199")]
    [InlineData("cron(, 0 1 1 ? *)", "'' cannot stand in the field minutes, which counts from 0 to 59")]
    [InlineData("at(2026-12-24)", "'2026-12-24' is not a time like 2026-12-24T18:00:00")]
    [InlineData("every day", "'every day' is neither cron(…) nor at(…)")]
    [InlineData("cron(", "'cron(' is neither cron(…) nor at(…)")]
    public void What_cannot_be_read_is_told(string text, string expected)
    {
        Assert.False(ScheduleExpression.TryParse(text, out ScheduleExpression? schedule, out string? fault));
        Assert.Equal((null, expected), (schedule, fault));
    }

    [Fact]
    public void Whatever_is_written_is_read_or_refused() =>
        Gen.OneOf(
            Gen.Char["cron(at)0123456789 ,-*/?LW#MONFRI:T"].Array[0, 40].Select(static letters => new string(letters)),
            Gen.Char["0123456789,-*/?LW#SUN"].Array[0, 6].Array[6].Select(static fields => $"cron({string.Join(' ', fields.Select(static field => new string(field)))})"))
            .Sample(static text => ScheduleExpression.TryParse(text, out ScheduleExpression? schedule, out string? fault) == (schedule is not null) && (schedule is null) == (fault is not null), iter: 20_000);

    private static Gen<string> AnyOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(at => words[at]);

    private static Gen<string> Field(int first, int last)
    {
        Gen<int> value = Gen.Int[first, last];
        return Gen.OneOf(
            Gen.Const("*"),
            value.Select(static one => $"{one}"),
            Gen.Select(value, value, static (one, other) => $"{Math.Min(one, other)}-{Math.Max(one, other)}"),
            Gen.Select(value, Gen.Int[1, 30], static (one, step) => $"{one}/{step}"),
            Gen.Select(value, value, Gen.Int[1, 9], static (one, other, step) => $"{Math.Min(one, other)}-{Math.Max(one, other)}/{step}"),
            Gen.Int[1, 30].Select(static step => $"*/{step}"),
            value.Array[2, 4].Select(static values => string.Join(',', values)));
    }

    private static ScheduleExpression Parse(string fields)
    {
        Assert.True(ScheduleExpression.TryParse($"cron({fields})", out ScheduleExpression? schedule, out string? fault), fault);
        return schedule;
    }

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
