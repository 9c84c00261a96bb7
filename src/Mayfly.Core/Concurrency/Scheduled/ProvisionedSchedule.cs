namespace Mayfly.Core.Concurrency.Scheduled;

/// <summary>How the provisioned concurrency of a version or an alias goes with time.</summary>
/// <param name="Qualifier">A published version or an alias; it need not be there yet.</param>
/// <param name="Text">As it was written.</param>
/// <param name="Amounts">In the order in which they were written: of several at the same time the last counts.</param>
/// <param name="Zone">Whose clocks count.</param>
internal sealed record ProvisionedSchedule(string Qualifier, string Text, IReadOnlyList<ScheduledAmount> Amounts, TimeZoneInfo Zone)
{
    /// <summary>What was to be put in force last, and when; null when nothing was yet.</summary>
    public (DateTimeOffset Time, int Amount)? Last(DateTimeOffset now)
    {
        (DateTimeOffset Time, int Amount)? last = null;
        foreach (ScheduledAmount one in Amounts)
        {
            if (one.Schedule.Last(now, Zone) is { } time && (last is null || time >= last.Value.Time))
            {
                last = (time, one.Amount);
            }
        }

        return last;
    }

    /// <summary>When something is to be put in force next; null for never.</summary>
    public DateTimeOffset? Next(DateTimeOffset now) => Amounts.Min(one => one.Schedule.Next(now, Zone));
}
