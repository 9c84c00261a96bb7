using System.Text;
using System.Text.Json.Nodes;
using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.EventQueue.Destinations;
using Mayfly.Core.Invocation;
using Mayfly.Core.Tests.Functions;

namespace Mayfly.Core.Tests.EventQueue.Destinations;

public sealed class EventOutcomesTests
{
    private const string Queue = "arn:aws:sqs:us-east-1:000000000000:q";
    private const string Topic = "arn:aws:sns:us-east-1:000000000000:t";

    [Fact]
    public async Task A_success_is_told_in_AWSs_words()
    {
        await using QueueRoom room = await QueueRoom.StartAsync(InvocationStatus.Succeeded);
        await room.ConfigureAsync("f", retries: 0, destinations: new DestinationConfig { OnSuccess = new OnSuccess { Destination = Queue }, OnFailure = new OnFailure { Destination = Topic } });
        string id = await room.SendAsync(payload: """{"a":1}""");
        await room.SettleAsync();

        (string arn, _, JsonNode body) = Assert.Single(room.Sent);
        Assert.Equal(Queue, arn);
        AssertJson(
            $$$"""
            {"version":"1.0","timestamp":"2026-01-01T00:00:00.000Z","requestContext":{"requestId":"{{{id}}}","functionArn":"arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST","condition":"Success","approximateInvokeCount":1},
            "requestPayload":{"a":1},"responseContext":{"statusCode":200,"executedVersion":"$LATEST"},"responsePayload":{"well":1}}
            """,
            body);
        Assert.Equal(0, room.Store.Count);
    }

    [Fact]
    public async Task A_failure_goes_to_its_destination_and_to_the_dead_letter_queue()
    {
        await using QueueRoom room = await QueueRoom.StartAsync(InvocationStatus.FunctionFailed);
        await room.ConfigureAsync("f", retries: 1, destinations: new DestinationConfig { OnSuccess = new OnSuccess { Destination = Queue }, OnFailure = new OnFailure { Destination = Topic } });
        await DeadLettersAsync(room, Queue);
        string id = await room.SendAsync(payload: """{"a":1}""");
        await room.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10));

        (_, _, JsonNode record) = Assert.Single(room.Sent, sent => sent.Arn == Topic);
        Assert.Equal(("RetriesExhausted", 2, "Unhandled"), ((string?)record["requestContext"]!["condition"], (int)record["requestContext"]!["approximateInvokeCount"]!, (string?)record["responseContext"]!["functionError"]));
        Assert.Equal("bad", (string?)record["responsePayload"]!["errorMessage"]);
        (_, DeliveryHeader header, JsonNode letter) = Assert.Single(room.Sent, sent => sent.Arn == Queue);
        AssertJson("""{"a":1}""", letter);
        Assert.Equal((id, 200, "bad", true), (header.RequestId, header.ErrorCode, header.ErrorMessage, header.IsDeadLetter));
    }

    [Fact]
    public async Task What_never_ran_is_told_without_an_answer()
    {
        await using QueueRoom room = await QueueRoom.StartAsync(InvocationStatus.FunctionThrottled);
        await room.ConfigureAsync("f", retries: 0, age: 60, destinations: new DestinationConfig { OnFailure = new OnFailure { Destination = Queue } });
        await DeadLettersAsync(room, Topic);
        await room.SendAsync();
        await room.PassAsync(TimeSpan.FromMinutes(7), TimeSpan.FromSeconds(10));

        (_, _, JsonNode record) = Assert.Single(room.Sent, sent => sent.Arn == Queue);
        Assert.Equal(("EventAgeExceeded", 0), ((string?)record["requestContext"]!["condition"], (int)record["requestContext"]!["approximateInvokeCount"]!));
        Assert.Null(record["responseContext"]);
        Assert.Null(record["responsePayload"]);
        Assert.Equal((429, "Rate Exceeded."), (Assert.Single(room.Sent, sent => sent.Arn == Topic).Header.ErrorCode, room.Sent.Single(sent => sent.Arn == Topic).Header.ErrorMessage));
    }

    [Fact]
    public async Task A_dead_letter_of_an_event_that_grew_too_old_tells_how_its_last_attempt_was_answered()
    {
        await using QueueRoom room = await QueueRoom.StartAsync(attempt => Task.FromResult(attempt.Request.Event.Length == 2 ? InvocationStatus.FunctionFailed : InvocationStatus.ServiceFailed), "f");
        await room.ConfigureAsync("f", retries: 2, age: 60);
        await DeadLettersAsync(room, Queue);
        string failed = await room.SendAsync(payload: "{}");
        string refused = await room.SendAsync(payload: "\"longer\"");
        await room.PassAsync(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10));

        // It is known to the next run of the server too.
        room.Crash();
        await room.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));

        Assert.Equal(200, Assert.Single(room.Sent, sent => sent.Header.RequestId == failed).Header.ErrorCode);
        Assert.Equal(500, Assert.Single(room.Sent, sent => sent.Header.RequestId == refused).Header.ErrorCode);
        Assert.All(room.Sent, sent => Assert.EndsWith("the event exceeded its maximum age", sent.Header.ErrorMessage, StringComparison.Ordinal));
        Assert.Equal(2, room.Counted.Of("AsyncEventsDropped"));
    }

    [Fact]
    public async Task A_record_that_is_too_large_for_a_function_is_a_delivery_that_failed()
    {
        await using QueueRoom room = await QueueRoom.StartAsync(_ => Task.FromResult(InvocationStatus.Succeeded), "f", "g");
        await room.ConfigureAsync("f", retries: 0, destinations: new DestinationConfig { OnSuccess = new OnSuccess { Destination = FunctionsRoom.Key("g").Arn } });
        await room.SendAsync(payload: "\"" + new string('x', 1_048_500) + "\"");
        await room.SettleAsync();

        Assert.Equal("f", Assert.Single(room.Attempts).Function);
        Assert.Equal((1, 0), (room.Counted.Of("DestinationDeliveryFailures"), room.Counted.Of("AsyncEventsDropped")));
        Assert.Equal(0, room.Store.Count);
    }

    [Fact]
    public async Task A_reservation_of_nothing_is_told()
    {
        await using QueueRoom room = await QueueRoom.StartAsync(InvocationStatus.Succeeded);
        await room.ConfigureAsync("f", retries: 0, destinations: new DestinationConfig { OnFailure = new OnFailure { Destination = Queue } });
        await room.Functions.CallAsync<PutFunctionConcurrencyRequest, Contracts.Lambda.Concurrency>(new PutFunctionConcurrencyRequest { FunctionName = "f", ReservedConcurrentExecutions = 0 });
        await room.SendAsync();
        await room.SettleAsync();

        Assert.Equal("ZeroReservedConcurrency", (string?)Assert.Single(room.Sent).Body["requestContext"]!["condition"]);
        Assert.Equal(1, room.Counted.Of("AsyncEventsDropped"));
    }

    [Fact]
    public async Task A_function_as_destination_runs_with_the_record_and_the_lineage()
    {
        await using QueueRoom room = await QueueRoom.StartAsync(_ => Task.FromResult(InvocationStatus.Succeeded), "f", "g");
        await room.ConfigureAsync("f", retries: 0, destinations: new DestinationConfig { OnSuccess = new OnSuccess { Destination = FunctionsRoom.Key("g").Arn } });
        string id = await room.SendAsync();
        await QueueRoom.UntilAsync("both functions to run", () => room.Attempts.Count == 2);
        await room.SettleAsync();

        Attempt second = room.Attempts.Last();
        Assert.Equal("g", second.Function);
        Assert.NotEqual(id, second.RequestId);
        Assert.Equal(room.Attempts.First().Request.TraceHeader, second.Request.TraceHeader);
        Assert.Equal(0, room.Store.Count);
    }

    [Fact]
    public async Task A_dead_letter_target_is_a_queue_or_a_topic()
    {
        await using QueueRoom room = await QueueRoom.StartAsync(InvocationStatus.Succeeded);
        AwsError refused = await room.Functions.RefusedAsync<UpdateFunctionConfigurationRequest, FunctionConfiguration>(
            new UpdateFunctionConfigurationRequest { FunctionName = "f", DeadLetterConfig = new DeadLetterConfig { TargetArn = "arn:aws:s3:::bucket" } });
        Assert.Equal(("InvalidParameterValueException", 400), (refused.Code, refused.Status));

        await DeadLettersAsync(room, Queue);
        Assert.Equal(Queue, (await room.Functions.ShowAsync("f")).DeadLetterConfig!.TargetArn);
        await room.Functions.CallAsync<UpdateFunctionConfigurationRequest, FunctionConfiguration>(new UpdateFunctionConfigurationRequest { FunctionName = "f", MemorySize = 256 });
        await room.Functions.SettledAsync();
        Assert.Equal(Queue, (await room.Functions.ShowAsync("f")).DeadLetterConfig!.TargetArn);
        await DeadLettersAsync(room, "");
        Assert.Null((await room.Functions.ShowAsync("f")).DeadLetterConfig);
    }

    private static async Task DeadLettersAsync(QueueRoom room, string arn)
    {
        await room.Functions.CallAsync<UpdateFunctionConfigurationRequest, FunctionConfiguration>(
            new UpdateFunctionConfigurationRequest { FunctionName = "f", DeadLetterConfig = new DeadLetterConfig { TargetArn = arn } });
        await room.Functions.SettledAsync();
    }

    private static void AssertJson(string expected, JsonNode actual) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Encoding.UTF8.GetBytes(expected)), actual), actual.ToJsonString());
}
