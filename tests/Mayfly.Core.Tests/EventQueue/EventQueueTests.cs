using System.Text;
using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Invocation;
using Mayfly.Core.Tests.Functions;
using Mayfly.Core.Tests.Versions;

namespace Mayfly.Core.Tests.EventQueue;

public sealed class EventQueueTests
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_failing_function_is_tried_again_after_one_and_two_minutes()
    {
        await using QueueRoom room = await QueueRoom.StartAsync(InvocationStatus.FunctionFailed);
        string id = await room.SendAsync();
        await room.PassAsync(TimeSpan.FromMinutes(10), _second);

        long first = room.Attempts.First().At;
        Assert.Equal([0, 60_000, 180_000], room.Attempts.Select(attempt => attempt.At - first));
        Assert.All(room.Attempts, attempt => Assert.Equal(id, attempt.RequestId));
        Assert.Equal(0, room.Store.Count);
        Assert.Single(room.Store.Removed);
    }

    [Fact]
    public async Task What_keeps_it_from_running_is_waited_out_with_growing_pauses()
    {
        await using QueueRoom room = await QueueRoom.StartAsync(InvocationStatus.ServiceFailed);
        await room.SendAsync();
        await room.PassAsync(TimeSpan.FromHours(7), _second);

        long[] at = [.. room.Attempts.Select(attempt => attempt.At)];
        long[] gaps = [.. at.Zip(at.Skip(1), (one, next) => (next - one) / 1000)];
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300], gaps.Take(11));
        Assert.InRange(at[^1] - at[0], 21_000_000, 21_600_000);
        Assert.Equal(0, room.Store.Count);
    }

    [Fact]
    public async Task A_throttled_lane_slows_down_as_a_whole()
    {
        await using QueueRoom room = await QueueRoom.StartAsync(InvocationStatus.AccountThrottled);
        for (int number = 0; number < 500; number++)
        {
            await room.SendAsync();
        }

        await room.PassAsync(TimeSpan.FromMinutes(1), _second);

        // Each event for itself would make some three thousand attempts in this time.
        Assert.InRange(room.Attempts.Count, 6, 40);
        Assert.Equal(500, room.Store.Count);
    }

    [Fact]
    public async Task Configured_limits_count()
    {
        await using QueueRoom room = await QueueRoom.StartAsync(_ => Task.FromResult(InvocationStatus.FunctionFailed), "none", "young");
        await room.ConfigureAsync("none", retries: 0);
        await room.ConfigureAsync("young", retries: 2, age: 90);
        await room.SendAsync("none");
        await room.SendAsync("young");
        await room.PassAsync(TimeSpan.FromMinutes(5), _second);

        Assert.Equal(1, room.Attempts.Count(attempt => attempt.Function == "none"));
        Assert.Equal(2, room.Attempts.Count(attempt => attempt.Function == "young"));
        Assert.Equal(0, room.Store.Count);
    }

    [Fact]
    public async Task An_alias_is_resolved_when_the_event_runs_and_has_its_own_limits()
    {
        await using QueueRoom room = await QueueRoom.StartAsync(InvocationStatus.FunctionFailed);
        await room.Functions.PublishAsync();
        await room.Functions.AliasAsync("live", "1");
        await room.Functions.CallAsync<PutFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig>(
            new PutFunctionEventInvokeConfigRequest { FunctionName = "f", Qualifier = "live", MaximumRetryAttempts = 0 });
        await room.SendAsync(qualifier: "live");
        await room.PassAsync(TimeSpan.FromMinutes(5), _second);

        Assert.EndsWith(":f:live", Assert.Single(room.Attempts).Request.InvokedArn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trace_and_client_context_are_the_same_in_all_attempts()
    {
        await using QueueRoom room = await QueueRoom.StartAsync(InvocationStatus.FunctionFailed);
        await room.SendAsync();
        await room.PassAsync(TimeSpan.FromMinutes(5), _second);

        Assert.Equal(3, room.Attempts.Count);
        Assert.StartsWith("Root=1-", Assert.Single(room.Attempts.Select(attempt => attempt.Request.TraceHeader).Distinct()), StringComparison.Ordinal);
        Assert.Equal("""{"custom":1}""", Assert.Single(room.Attempts.Select(attempt => attempt.Request.ClientContext).Distinct()));
    }

    [Fact]
    public async Task A_reservation_of_nothing_ends_events_without_running_them()
    {
        await using QueueRoom room = await QueueRoom.StartAsync(InvocationStatus.Succeeded);
        await room.Functions.CallAsync<PutFunctionConcurrencyRequest, Contracts.Lambda.Concurrency>(new PutFunctionConcurrencyRequest { FunctionName = "f", ReservedConcurrentExecutions = 0 });
        await room.SendAsync();
        await room.SettleAsync();

        Assert.Empty(room.Attempts);
        Assert.Equal(0, room.Store.Count);
    }

    [Fact]
    public async Task A_crowd_of_one_function_delays_nobody_else()
    {
        TaskCompletionSource gate = new();
        await using QueueRoom room = await QueueRoom.StartAsync(
            async attempt =>
            {
                if (attempt.Function == "crowded")
                {
                    await gate.Task;
                }

                return InvocationStatus.Succeeded;
            },
            "crowded",
            "lonely");
        for (int number = 0; number < 3000; number++)
        {
            await room.SendAsync("crowded");
        }

        string id = await room.SendAsync("lonely");
        await QueueRoom.UntilAsync("the lonely event to run", () => room.Attempts.Any(attempt => attempt.RequestId == id));

        Assert.InRange(room.Attempts.Count(attempt => attempt.Function == "crowded"), 1, 8);
        gate.SetResult();
        await room.SettleAsync();
        Assert.Equal(0, room.Store.Count);
        Assert.Equal(3001, room.Attempts.Select(attempt => attempt.RequestId).Distinct().Count());
        Assert.Equal(3001, room.Attempts.Count);
    }

    [Fact]
    public async Task Hands_are_added_only_while_events_wait()
    {
        int running = 0;
        TaskCompletionSource gate = new();
        await using QueueRoom room = await QueueRoom.StartAsync(
            async _ =>
            {
                Interlocked.Increment(ref running);
                await gate.Task;
                return InvocationStatus.Succeeded;
            },
            "f");
        for (int number = 0; number < 100; number++)
        {
            await room.SendAsync();
        }

        // The first eight have not waited; the eight after them have, and each calls for one more.
        await QueueRoom.UntilAsync("the first to run", () => Volatile.Read(ref running) == 8);
        room.Functions.Time.Advance(TimeSpan.FromSeconds(30));
        OpenGate();
        await QueueRoom.UntilAsync("the next to run", () => Volatile.Read(ref running) == 16);
        OpenGate();
        await QueueRoom.UntilAsync("more to run at once", () => Volatile.Read(ref running) == 32);
        OpenGate();
        await QueueRoom.UntilAsync("more still", () => Volatile.Read(ref running) == 64);
        OpenGate();
        await QueueRoom.UntilAsync("the last to run", () => Volatile.Read(ref running) == 100);
        OpenGate();
        await room.SettleAsync();
        Assert.Equal(100, room.Attempts.Count);

        void OpenGate()
        {
            TaskCompletionSource before = gate;
            Volatile.Write(ref gate, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            before.SetResult();
        }
    }

    [Fact]
    public async Task A_deleted_functions_events_go_with_it_and_do_not_reach_its_successor()
    {
        await using QueueRoom room = await QueueRoom.StartAsync(InvocationStatus.FunctionFailed);
        await room.SendAsync();
        await room.SettleAsync();
        Assert.Single(room.Attempts);

        await room.Functions.CallAsync<DeleteFunctionRequest, DeleteFunctionResponse>(new DeleteFunctionRequest { FunctionName = "f" });
        await room.Functions.CreateAsync(FunctionsRoom.Request("f"));
        await room.PassAsync(TimeSpan.FromMinutes(5), _second);

        Assert.Single(room.Attempts);
        await QueueRoom.UntilAsync("the event to be dropped", () => room.Store.Count == 0);
    }

    [Fact]
    public async Task Events_of_a_function_that_is_gone_after_a_restart_are_dropped()
    {
        await using QueueRoom room = await QueueRoom.StartAsync(InvocationStatus.ServiceFailed);
        await room.SendAsync();
        await room.SettleAsync();
        room.Die();
        await room.Functions.CallAsync<DeleteFunctionRequest, DeleteFunctionResponse>(new DeleteFunctionRequest { FunctionName = "f" });
        room.Crash();
        await QueueRoom.UntilAsync("the event to be dropped", () => room.Store.Count == 0);
    }

    [Fact]
    public async Task Refusals_are_AWSs_and_nothing_is_kept()
    {
        await using QueueRoom room = await QueueRoom.StartAsync(InvocationStatus.Succeeded);
        AwsError? large = (await room.TrySendAsync(payload: "\"" + new string('x', 1_048_575) + "\"")).Refused;
        AwsError? missing = (await room.TrySendAsync("g")).Refused;
        AwsError? alias = (await room.TrySendAsync(qualifier: "live")).Refused;

        Assert.Equal(("RequestEntityTooLargeException", 413, "1048577 byte payload is too large for the Event invocation type (limit 1048576 bytes)"), (large!.Code, large.Status, large.Message));
        Assert.Equal(("ResourceNotFoundException", 404, $"Function not found: {FunctionsRoom.Key("g").Arn}:$LATEST"), (missing!.Code, missing.Status, missing.Message));
        Assert.Equal(("ResourceNotFoundException", 404), (alias!.Code, alias.Status));
        Assert.Equal(0, room.Store.Count);
        Assert.Empty(room.Store.Removed);
    }

    [Fact]
    public async Task An_event_that_cannot_be_run_at_all_keeps_nobody_back_and_comes_to_an_end()
    {
        await using QueueRoom room = await QueueRoom.StartAsync(
            attempt => attempt.Request.Event.Length == 2 ? throw new InvalidDataException("Poison.") : Task.FromResult(InvocationStatus.Succeeded), "f");
        string poison = await room.SendAsync();
        for (int number = 0; number < 20; number++)
        {
            await room.SendAsync(payload: "\"good\"");
        }

        await room.SettleAsync();
        Assert.Equal(1, room.Store.Count);
        await room.PassAsync(TimeSpan.FromHours(7), TimeSpan.FromSeconds(10));
        Assert.Equal(0, room.Store.Count);
        Assert.InRange(room.Attempts.Count(attempt => attempt.RequestId == poison), 70, 100);
        Assert.Equal((21, 1), (room.Counted.Of("AsyncEventsReceived"), room.Counted.Of("AsyncEventsDropped")));
    }

    [Fact]
    public async Task Events_that_go_with_their_function_are_counted()
    {
        await using QueueRoom room = await QueueRoom.StartAsync(InvocationStatus.FunctionFailed);
        for (int number = 0; number < 20; number++)
        {
            await room.SendAsync();
        }

        await room.SettleAsync();
        Assert.Equal((20, 0), (room.Counted.Of("EventQueueDepth"), room.Counted.Of("AsyncEventsDropped")));
        await room.Functions.CallAsync<DeleteFunctionRequest, DeleteFunctionResponse>(new DeleteFunctionRequest { FunctionName = "f" });
        await QueueRoom.UntilAsync("the events to go", () => room.Counted.Of("AsyncEventsDropped") == 20);

        Assert.Equal(0, room.Counted.Of("EventQueueDepth"));
    }

    [Fact]
    public async Task A_full_queue_refuses_and_a_store_that_fails_is_told()
    {
        await using QueueRoom room = await QueueRoom.StartAsync(InvocationStatus.ServiceFailed);
        room.MaximumEvents = 2;
        await room.SendAsync();
        await room.SendAsync();
        AwsError? full = (await room.TrySendAsync()).Refused;
        room.MaximumEvents = 3;
        room.Die();
        AwsError? failed = (await room.TrySendAsync()).Refused;

        Assert.Equal(("TooManyRequestsException", 429), (full!.Code, full.Status));
        Assert.Equal(("ServiceException", 500), (failed!.Code, failed.Status));
        Assert.Equal(2, room.Store.Count);
    }

    [Fact]
    public async Task A_large_event_is_read_from_the_store_when_it_runs()
    {
        await using QueueRoom room = await QueueRoom.StartAsync(attempt => Task.FromResult(attempt.Request.Event.Length == 1_048_576 ? InvocationStatus.Succeeded : InvocationStatus.FunctionFailed), "f");
        string payload = "\"" + new string('x', 1_048_574) + "\"";
        Assert.Equal(1_048_576, Encoding.UTF8.GetByteCount(payload));
        await room.SendAsync(payload: payload);
        await room.SettleAsync();

        Assert.Single(room.Attempts);
        Assert.Equal(0, room.Store.Count);
    }
}
