using System.Globalization;
using Mayfly.Core.Schedules;

namespace Mayfly.Core.Concurrency.Scheduled;

/// <summary>Reads a tag's value, word by word.</summary>
internal sealed class ScheduleTagReader
{
    private const int CronFields = 6;
    private const int DayOfMonth = 2;
    private const int DayOfWeek = 4;
    private const string Any = ".";

    private readonly Queue<string> _words;
    private string? _fault;

    private ScheduleTagReader(string value) =>
        _words = new Queue<string>(value.Replace("=", " = ", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static ProvisionedSchedule? Read(string qualifier, string value, out string? fault)
    {
        ScheduleTagReader reader = new(value);
        ProvisionedSchedule? schedule = reader.ReadSchedule(qualifier, value);
        fault = reader._fault;
        return schedule;
    }

    private ProvisionedSchedule? ReadSchedule(string qualifier, string value)
    {
        List<ScheduledAmount> amounts = [];
        do
        {
            if (ReadAmount() is not { } amount)
            {
                return null;
            }

            amounts.Add(amount);
        }
        while (Take("and"));

        TimeZoneInfo? zone = Take("in") ? ReadZone() : TimeZoneInfo.Utc;
        if (zone is null || _words.Count == 0)
        {
            return zone is null ? null : new ProvisionedSchedule(qualifier, value, amounts, zone);
        }

        _fault = $"'{_words.Peek()}' comes where the schedule should end, or go on with 'and' or 'in'";
        return null;
    }

    /// <summary>"cron …" or "at …", an equals sign, a number.</summary>
    private ScheduledAmount? ReadAmount()
    {
        string? expression = Take("cron") ? ReadCron() : Take("at") ? $"at({Word()})" : null;
        if (expression is null)
        {
            _fault ??= $"'{Word()}' comes where 'cron' or 'at' should";
            return null;
        }

        if (!ScheduleExpression.TryParse(expression, out ScheduleExpression? schedule, out _fault))
        {
            return null;
        }

        if (Take("=") && int.TryParse(_words.TryPeek(out string? word) ? word : null, NumberStyles.None, CultureInfo.InvariantCulture, out int amount))
        {
            _words.Dequeue();
            return new ScheduledAmount(schedule, amount);
        }

        _fault = $"{expression} is not followed by '=' and a number of environments";
        return null;
    }

    /// <summary>Six fields, in AWS's own letters again.</summary>
    private string? ReadCron()
    {
        if (_words.Count < CronFields)
        {
            _fault = "'cron' has six fields: minutes, hours, day-of-month, month, day-of-week, year";
            return null;
        }

        string[] fields = [.. Enumerable.Range(0, CronFields).Select(_ => _words.Dequeue())];
        if (fields[DayOfWeek] == Any)
        {
            fields[DayOfWeek] = "?";
        }
        else if (fields[DayOfMonth] == Any)
        {
            fields[DayOfMonth] = "?";
        }

        return $"cron({string.Join(' ', fields).Replace('.', '*').Replace('+', ',').Replace(':', '#')})";
    }

    /// <summary>A zone's name becomes part of a path: nothing but what such names are made of passes.</summary>
    private TimeZoneInfo? ReadZone()
    {
        string name = Word();
        bool isName = name.Split('/').All(static part => part.Length > 0 && part.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '+'));
        if (isName && TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? zone))
        {
            return zone;
        }

        _fault = $"'{name}' is no time zone that this machine knows";
        return null;
    }

    private bool Take(string word)
    {
        bool isNext = _words.TryPeek(out string? next) && next == word;
        if (isNext)
        {
            _words.Dequeue();
        }

        return isNext;
    }

    /// <summary>The next word; an empty one at the end.</summary>
    private string Word() => _words.TryDequeue(out string? word) ? word : string.Empty;
}
