using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Aws;
using Mayfly.Core.Concurrency.Scheduled;
using Mayfly.Core.Functions;
using Mayfly.Core.Tests.Functions;
using Mayfly.Core.Tests.Versions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mayfly.Core.Tests.Concurrency.Scheduled;

/// <summary>The room's clock stands at midnight of Thursday, 1 January 2026.</summary>
public sealed class ScheduledConcurrencyTests
{
    private const string Day = "cron 0 8 . . . . = 3 and cron 0 18 . . . . = 0";

    [Fact]
    public async Task Each_time_is_put_in_force_when_it_comes()
    {
        await using FunctionsRoom room = await RoomAsync(("f", "1", Day));
        await using ScheduledConcurrency schedules = Begin(room);
        await UntilAsync(room, "f", static entry => entry.Resources.ScheduledTicks.Count == 1);
        Assert.Equal(0, Provisioned(room, "f"));

        room.Time.Advance(TimeSpan.FromHours(8));
        await UntilAsync(room, "f", Has("1", 3));
        room.Time.Advance(TimeSpan.FromHours(10));
        await UntilAsync(room, "f", static entry => entry.Resources.Provisioned.Count == 0);
    }

    [Theory]
    [InlineData("cron 0 8 . . MON-FRI . = 3 in Europe/Berlin", 7)]
    [InlineData("cron 0 8 . . MON-FRI . = 3 in Asia/Tokyo", 23)]
    [InlineData("cron 0 8 . . MON-FRI . = 3", 8)]
    [InlineData("at 2026-01-01T08:00:00=3", 8)]
    [InlineData("cron 0 8 1W . . . = 3", 8)]
    [InlineData("cron 0/20+30 8 1-7 JAN+FEB . 2026 = 2 and at 2026-01-01T08:00:00 = 3", 8)]
    [InlineData("cron 0 8 . . 5:1 . = 3", 8)]
    public async Task Zones_and_all_forms_of_schedules_are_read(string schedule, int hour)
    {
        await using FunctionsRoom room = await RoomAsync(("f", "1", "at 2026-01-01T00:00:00 = 1"));

        await room.CallAsync<TagResourceRequest, NoOutput>(Tag("f", "1", schedule));

        ProvisionedSchedule read = Assert.Single(ScheduleTags.Read(Entry(room, "f").Record.Tags));
        DateTimeOffset due = room.Time.GetUtcNow().AddHours(hour);
        Assert.Equal(due, read.Next(room.Time.GetUtcNow()));
        Assert.Equal((due, 3), read.Last(due.AddSeconds(30)));
    }

    [Fact]
    public async Task What_is_configured_by_hand_stays_until_the_next_time_also_through_a_restart()
    {
        await using FunctionsRoom room = await RoomAsync(("f", "1", Day), ("g", "1", "cron 30 8-9 . . . . = 1"));
        await using (ScheduledConcurrency schedules = Begin(room))
        {
            await UntilAsync(room, "f", static entry => entry.Resources.ScheduledTicks.Count == 1);
            room.Time.Advance(TimeSpan.FromHours(8));
            await UntilAsync(room, "f", Has("1", 3));
            await ProvisionAsync(room, "f", 5);
            room.Time.Advance(TimeSpan.FromMinutes(30));
            await UntilAsync(room, "g", TickedAt(room));
        }

        Assert.Equal(5, Provisioned(room, "f"));
        room.Time.Advance(TimeSpan.FromHours(1));
        await using (ScheduledConcurrency schedules = Begin(room))
        {
            await UntilAsync(room, "g", TickedAt(room));
        }

        Assert.Equal(5, Provisioned(room, "f"));
    }

    [Fact]
    public async Task A_time_that_passed_while_the_server_was_down_is_made_up_for()
    {
        await using FunctionsRoom room = await RoomAsync(("f", "1", Day));
        await using (ScheduledConcurrency schedules = Begin(room))
        {
            await UntilAsync(room, "f", static entry => entry.Resources.ScheduledTicks.Count == 1);
        }

        room.Time.Advance(TimeSpan.FromHours(9));
        await using ScheduledConcurrency again = Begin(room);
        await UntilAsync(room, "f", Has("1", 3));
    }

    [Fact]
    public async Task An_alias_that_comes_later_or_again_has_what_is_in_force()
    {
        await using FunctionsRoom room = await RoomAsync(("f", "live", "cron 0 0 . . . . = 2"));
        await using ScheduledConcurrency schedules = Begin(room);

        await room.AliasAsync("live", "1");
        await UntilAsync(room, "f", static entry => Has("live", 2)(entry) && entry.Resources.ScheduledTicks.Count == 1);
        await room.CallAsync<DeleteAliasRequest, NoOutput>(new DeleteAliasRequest { FunctionName = "f", Name = "live" });
        Assert.Equal(0, Provisioned(room, "f"));

        await room.AliasAsync("live", "1");
        await UntilAsync(room, "f", Has("live", 2));
    }

    [Fact]
    public async Task Another_schedule_begins_anew_and_none_leaves_things_as_they_are()
    {
        await using FunctionsRoom room = await RoomAsync(("f", "1", "cron 0 0 . . . . = 2"));
        await using ScheduledConcurrency schedules = Begin(room);
        await UntilAsync(room, "f", Has("1", 2));

        await room.CallAsync<TagResourceRequest, NoOutput>(Tag("f", "1", "cron 0 0 . . . . = 4"));
        await UntilAsync(room, "f", Has("1", 4));
        await room.CallAsync<UntagResourceRequest, NoOutput>(new UntagResourceRequest { Resource = FunctionsRoom.Key("f").Arn, TagKeys = ["mayfly:provisioned-concurrency:1"] });
        await UntilAsync(room, "f", static entry => entry.Resources.ScheduledTicks.Count == 0);
        Assert.Equal(4, Provisioned(room, "f"));
    }

    [Fact]
    public async Task What_does_not_fit_is_put_in_force_when_it_does()
    {
        await using FunctionsRoom room = await RoomAsync(("f", "1", "cron 0 0 . . . . = 200"), ("g", "1", "at 2026-01-01T00:00:30 = 1"));
        await room.CallAsync<PutFunctionConcurrencyRequest, Contracts.Lambda.Concurrency>(new PutFunctionConcurrencyRequest { FunctionName = "g", ReservedConcurrentExecutions = 800 });
        await using ScheduledConcurrency schedules = Begin(room);
        room.Time.Advance(TimeSpan.FromSeconds(30));
        await UntilAsync(room, "g", Has("1", 1));
        Assert.Equal(0, Provisioned(room, "f"));

        await room.CallAsync<DeleteFunctionConcurrencyRequest, NoOutput>(new DeleteFunctionConcurrencyRequest { FunctionName = "g" });
        room.Time.Advance(TimeSpan.FromMinutes(1));

        await UntilAsync(room, "f", Has("1", 200));
    }

    [Theory]
    [InlineData("1", "", "'' comes where 'cron' or 'at' should")]
    [InlineData("1", "0 8 . . . . = 3", "'0' comes where 'cron' or 'at' should")]
    [InlineData("1", "cron 0 8 . . . = 3", "'=' cannot stand in the field year, which counts from 1970 to 2199")]
    [InlineData("1", "cron 0 8", "'cron' has six fields: minutes, hours, day-of-month, month, day-of-week, year")]
    [InlineData("1", "cron 0 25 . . . . = 3", "'25' cannot stand in the field hours, which counts from 0 to 23")]
    [InlineData("1", "cron 0 8 . . . .", "cron(0 8 * * ? *) is not followed by '=' and a number of environments")]
    [InlineData("1", "cron 0 8 . . . . = -1", "cron(0 8 * * ? *) is not followed by '=' and a number of environments")]
    [InlineData("1", "cron 0 8 . . . . = 3 cron 0 9 . . . . = 0", "'cron' comes where the schedule should end, or go on with 'and' or 'in'")]
    [InlineData("1", "cron 0 8 . . . . = 3 in Europe/Berlin and", "'and' comes where the schedule should end, or go on with 'and' or 'in'")]
    [InlineData("1", "cron 0 8 . . . . = 3 in Middle/Earth", "'Middle/Earth' is no time zone that this machine knows")]
    [InlineData("1", "cron 0 8 . . . . = 3 in ../zoneinfo/UTC", "'../zoneinfo/UTC' is no time zone that this machine knows")]
    [InlineData("1", "at noon = 3", "'noon' is not a time like 2026-12-24T18:00:00")]
    [InlineData("", "cron 0 8 . . . . = 3", "'' is neither a version nor an alias")]
    [InlineData("a/b", "cron 0 8 . . . . = 3", "'a/b' is neither a version nor an alias")]
    public async Task What_cannot_be_read_is_refused_by_both_operations_that_set_tags(string qualifier, string schedule, string fault)
    {
        await using FunctionsRoom room = await RoomAsync(("f", "1", Day));
        string expected = $"The tag mayfly:provisioned-concurrency:{qualifier} does not schedule provisioned concurrency: {fault}. "
            + "A schedule is written like this: cron 0 8 . . MON-FRI . = 10 and cron 0 18 . . MON-FRI . = 0 in Europe/Berlin";

        AwsError tag = await room.RefusedAsync<TagResourceRequest, NoOutput>(Tag("f", qualifier, schedule));
        AwsError create = await room.RefusedAsync<CreateFunctionRequest, FunctionConfiguration>(FunctionsRoom.Request("h") with { Tags = Tag("h", qualifier, schedule).Tags });

        Assert.Equal(("InvalidParameterValueException", 400, expected), (tag.Code, tag.Status, tag.Message));
        Assert.Equal(tag, create);
    }

    /// <summary>Each function has one published version.</summary>
    private static async Task<FunctionsRoom> RoomAsync(params (string Function, string Qualifier, string Schedule)[] functions)
    {
        FunctionsRoom room = new();
        foreach ((string function, string qualifier, string schedule) in functions)
        {
            await room.CreateAsync(FunctionsRoom.Request(function) with { Publish = true, Tags = Tag(function, qualifier, schedule).Tags });
        }

        return room;
    }

    private static ScheduledConcurrency Begin(FunctionsRoom room)
    {
        ScheduledConcurrency schedules = new(
            room.Get<FunctionStore>(),
            room.Get<FunctionAmendments>(),
            room.Get<IOperation<PutProvisionedConcurrencyConfigRequest, PutProvisionedConcurrencyConfigResponse>>(),
            room.Get<IOperation<DeleteProvisionedConcurrencyConfigRequest, NoOutput>>(),
            room.Time,
            NullLogger<ScheduledConcurrency>.Instance);
        schedules.Begin();
        return schedules;
    }

    /// <summary>Waits until a function is so.</summary>
    private static async Task UntilAsync(FunctionsRoom room, string function, Predicate<FunctionEntry> holds)
    {
        TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(FunctionEntry? before, FunctionEntry? now)
        {
            if (now?.Record.Key.Name == function && holds(now))
            {
                seen.TrySetResult();
            }
        }

        room.Get<FunctionStore>().Changed += Look;
        Look(null, Entry(room, function));
        await seen.Task.WaitAsync(TestContext.Current.CancellationToken);
        room.Get<FunctionStore>().Changed -= Look;
    }

    private static Predicate<FunctionEntry> Has(string qualifier, int amount) => entry => entry.Resources.Provisioned.Any(one => one.Qualifier == qualifier && one.Requested == amount);

    private static Predicate<FunctionEntry> TickedAt(FunctionsRoom room)
    {
        DateTimeOffset now = room.Time.GetUtcNow();
        return entry => entry.Resources.ScheduledTicks.Any(tick => tick.Time == now);
    }

    private static FunctionEntry Entry(FunctionsRoom room, string function)
    {
        Assert.True(room.Get<FunctionStore>().TryGet(FunctionsRoom.Key(function), out FunctionEntry? entry));
        return entry;
    }

    private static int Provisioned(FunctionsRoom room, string function) => Entry(room, function).Resources.ProvisionedTotal;

    private static Task<PutProvisionedConcurrencyConfigResponse> ProvisionAsync(FunctionsRoom room, string function, int amount) =>
        room.CallAsync<PutProvisionedConcurrencyConfigRequest, PutProvisionedConcurrencyConfigResponse>(
            new PutProvisionedConcurrencyConfigRequest { FunctionName = function, Qualifier = "1", ProvisionedConcurrentExecutions = amount });

    private static TagResourceRequest Tag(string function, string qualifier, string schedule) => new()
    {
        Resource = FunctionsRoom.Key(function).Arn,
        Tags = new Dictionary<string, string> { [$"mayfly:provisioned-concurrency:{qualifier}"] = schedule },
    };
}
