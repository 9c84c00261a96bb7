using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;
using Microsoft.Extensions.Logging;

namespace Mayfly.Core.Concurrency.Scheduled;

/// <summary>
/// Configures provisioned concurrency as functions' tags schedule it. Each time of a schedule is put in force once, also when the server was down then; what is configured by hand stays
/// until the next. What cannot be put in force is tried again every minute, and when the function changes.
/// </summary>
public sealed partial class ScheduledConcurrency : IAsyncDisposable
{
    /// <summary>A clock that is set is noticed within this time.</summary>
    private static readonly TimeSpan LongestNap = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<FunctionKey, DateTimeOffset> _due = [];
    private readonly Dictionary<(FunctionKey Function, string Qualifier), DateTimeOffset> _told = [];
    private readonly SemaphoreSlim _woken = new(0);
    private readonly CancellationTokenSource _ending = new();
    private readonly FunctionStore _store;
    private readonly FunctionAmendments _amendments;
    private readonly IOperation<PutProvisionedConcurrencyConfigRequest, PutProvisionedConcurrencyConfigResponse> _put;
    private readonly IOperation<DeleteProvisionedConcurrencyConfigRequest, NoOutput> _delete;
    private readonly TimeProvider _time;
    private readonly ILogger<ScheduledConcurrency> _logger;
    private readonly ITimer _alarm;
    private Task _work = Task.CompletedTask;

    internal ScheduledConcurrency(
        FunctionStore store,
        FunctionAmendments amendments,
        IOperation<PutProvisionedConcurrencyConfigRequest, PutProvisionedConcurrencyConfigResponse> put,
        IOperation<DeleteProvisionedConcurrencyConfigRequest, NoOutput> delete,
        TimeProvider time,
        ILogger<ScheduledConcurrency> logger)
    {
        _store = store;
        _amendments = amendments;
        _put = put;
        _delete = delete;
        _time = time;
        _logger = logger;
        _alarm = time.CreateTimer(_ => _woken.Release(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Begins; functions must be loaded.</summary>
    public void Begin()
    {
        _store.Changed += OnChanged;
        foreach (FunctionEntry entry in _store.All)
        {
            OnChanged(null, entry);
        }

        _work = WorkAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _store.Changed -= OnChanged;
        await _alarm.DisposeAsync();
        await _ending.CancelAsync();
        await _work;
        _ending.Dispose();
        _woken.Dispose();
    }

    private void OnChanged(FunctionEntry? before, FunctionEntry? now)
    {
        bool concerns = now is not null && (ScheduleTags.AreIn(now.Record.Tags) || now.Resources.ScheduledTicks.Count > 0);
        lock (_gate)
        {
            if (concerns)
            {
                _due[now!.Record.Key] = DateTimeOffset.MinValue;
                _woken.Release();
            }
            else if (before is not null)
            {
                Forget(before);
            }
        }
    }

    private void Forget(FunctionEntry function)
    {
        _due.Remove(function.Record.Key);
        foreach (ProvisionedSchedule schedule in ScheduleTags.Read(function.Record.Tags))
        {
            _told.Remove((function.Record.Key, schedule.Qualifier));
        }
    }

    private async Task WorkAsync()
    {
        while (await WokenAsync())
        {
            foreach (FunctionKey function in TakeDue())
            {
                try
                {
                    Expect(function, await SettleAsync(function));
                }
                catch (Exception failure)
                {
                    // The edge of a loop that must go on.
                    Log.NotSettled(_logger, failure, function.Arn);
                    Expect(function, _time.GetUtcNow() + LongestNap);
                }
            }

            SetAlarm();
        }
    }

    private async Task<bool> WokenAsync()
    {
        await _woken.WaitAsync(_ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        return !_ending.IsCancellationRequested;
    }

    private List<FunctionKey> TakeDue()
    {
        DateTimeOffset now = _time.GetUtcNow();
        lock (_gate)
        {
            List<FunctionKey> due = [.. _due.Where(one => one.Value <= now).Select(static one => one.Key)];
            due.ForEach(function => _due.Remove(function));
            return due;
        }
    }

    /// <summary>Comes back to a function then, unless it has changed meanwhile and is due already.</summary>
    private void Expect(FunctionKey function, DateTimeOffset? time)
    {
        lock (_gate)
        {
            if (time is { } next)
            {
                _due.TryAdd(function, next);
            }
        }
    }

    private void SetAlarm()
    {
        lock (_gate)
        {
            if (_due.Count == 0)
            {
                return;
            }

            DateTimeOffset due = _due.Values.Min();
            TimeSpan nap = due - _time.GetUtcNow();
            _alarm.Change(nap < TimeSpan.Zero ? TimeSpan.Zero : nap > LongestNap ? LongestNap : nap, Timeout.InfiniteTimeSpan);
            if (due <= _time.GetUtcNow())
            {
                // The clock may have gone on in between.
                _woken.Release();
            }
        }
    }

    /// <summary>Puts in force what is not yet, and answers when to come back; null for never.</summary>
    private async Task<DateTimeOffset?> SettleAsync(FunctionKey function)
    {
        if (!_store.TryGet(function, out FunctionEntry? entry))
        {
            return null;
        }

        DateTimeOffset now = _time.GetUtcNow();
        DateTimeOffset? next = null;
        List<ScheduledTick> ticks = [];
        foreach (ProvisionedSchedule schedule in ScheduleTags.Read(entry.Record.Tags))
        {
            ScheduledTick? known = entry.Resources.ScheduledTicks.FirstOrDefault(tick => tick.Qualifier == schedule.Qualifier && tick.Schedule == schedule.Text);
            DateTimeOffset? later = schedule.Next(now);
            if (schedule.Last(now) is { } last && (known is null || known.Time < last.Time))
            {
                bool done = await ApplyAsync(entry, schedule, last.Time, last.Amount);
                known = done ? new ScheduledTick { Qualifier = schedule.Qualifier, Schedule = schedule.Text, Time = last.Time } : known;
                later = done || later < now + LongestNap ? later : now + LongestNap;
            }

            ticks.AddRange(known is null ? [] : [known]);
            next = next is null || later < next ? later : next;
        }

        if (!ticks.SequenceEqual(entry.Resources.ScheduledTicks))
        {
            await _amendments.AmendResourcesAsync(function, one => one.Resources with { ScheduledTicks = ticks });
        }

        return next;
    }

    private async Task<bool> ApplyAsync(FunctionEntry entry, ProvisionedSchedule schedule, DateTimeOffset time, int amount)
    {
        FunctionKey function = entry.Record.Key;
        AwsError? refused = await ConfigureAsync(function, schedule.Qualifier, entry.Resources.Provisioned.FirstOrDefault(one => one.Qualifier == schedule.Qualifier)?.Requested ?? 0, amount);
        if (refused is null)
        {
            Log.Applied(_logger, function.Arn, schedule.Qualifier, amount, time);
        }
        else if (IsNews(function, schedule.Qualifier, time))
        {
            Log.Refused(_logger, function.Arn, schedule.Qualifier, amount, time, refused.Message);
        }

        return refused is null;
    }

    /// <summary>Whether a refusal has not been told yet for that time.</summary>
    private bool IsNews(FunctionKey function, string qualifier, DateTimeOffset time)
    {
        lock (_gate)
        {
            bool isNews = _told.GetValueOrDefault((function, qualifier)) != time;
            _told[(function, qualifier)] = time;
            return isNews;
        }
    }

    /// <summary>By the operations that anybody else would call.</summary>
    private async Task<AwsError?> ConfigureAsync(FunctionKey function, string qualifier, int before, int amount)
    {
        if (amount == before)
        {
            return null;
        }

        AwsIdentity caller = new(function.Account, function.Region, null);
        if (amount == 0)
        {
            return (await _delete.HandleAsync(caller, new DeleteProvisionedConcurrencyConfigRequest { FunctionName = function.Name, Qualifier = qualifier }, _ending.Token)).Error;
        }

        return (await _put.HandleAsync(
            caller, new PutProvisionedConcurrencyConfigRequest { FunctionName = function.Name, Qualifier = qualifier, ProvisionedConcurrentExecutions = amount }, _ending.Token)).Error;
    }

    private static partial class Log
    {
        [LoggerMessage(3511, LogLevel.Information, "{Function}:{Qualifier} has {Amount} provisioned environments since {Time:u}, as scheduled.")]
        public static partial void Applied(ILogger logger, string function, string qualifier, int amount, DateTimeOffset time);

        [LoggerMessage(3512, LogLevel.Warning, "{Function}:{Qualifier} should have {Amount} provisioned environments since {Time:u}, as scheduled, and cannot: {Reason} It is tried again every minute, until the schedule's next time.")]
        public static partial void Refused(ILogger logger, string function, string qualifier, int amount, DateTimeOffset time, string reason);

        [LoggerMessage(3513, LogLevel.Error, "The provisioned concurrency that {Function} has scheduled could not be settled. It is tried again in a minute.")]
        public static partial void NotSettled(ILogger logger, Exception failure, string function);
    }
}
