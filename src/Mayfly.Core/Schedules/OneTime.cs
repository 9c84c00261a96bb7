using System.Globalization;

namespace Mayfly.Core.Schedules;

/// <summary>at(…): due once.</summary>
internal sealed class OneTime : ScheduleExpression
{
    private readonly DateTime _time;

    private OneTime(DateTime time) => _time = time;

    public static OneTime? Parse(string text, out string? fault)
    {
        bool isTime = DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time);
        fault = isTime ? null : $"'{text}' is not a time like 2026-12-24T18:00:00";
        return isTime ? new OneTime(time) : null;
    }

    private protected override DateTime? After(DateTime clock) => _time > clock ? _time : null;

    private protected override DateTime? Until(DateTime clock) => _time <= clock ? _time : null;
}
