using System.Net;
using System.Text.Json;
using Mayfly.Contracts.Arns;
using Mayfly.Core.EventInvoke;
using Mayfly.Core.Functions;

namespace Mayfly.Core.EventQueue.Destinations;

/// <summary>What follows when an event has come to its end: messages to its destination and to its function's dead-letter queue.</summary>
internal sealed class EventOutcomes(FunctionStore functions, EventMeters meters, TimeProvider time)
{
    private const int LongestMessage = 1024;

    public IReadOnlyList<Follower> Of(FinishedEvent finished, EventInvokeRecord? config, string? deadLetterArn)
    {
        bool succeeded = finished.Condition == EventCondition.Success;
        List<Follower> followers = [];
        if ((succeeded ? config?.OnSuccess : config?.OnFailure) is { } destination && Tell(finished, destination) is { } told)
        {
            followers.Add(told);
        }

        if (!succeeded && deadLetterArn is not null)
        {
            followers.Add(new Follower(LaneOf(finished, deadLetterArn), EventContent.Write(
                HeaderOf(finished) with { IsDeadLetter = true, ErrorCode = ErrorCode(finished), ErrorMessage = ErrorMessage(finished) },
                EventHeaderJson.Default.DeliveryHeader,
                finished.Payload)));
        }

        if (!succeeded)
        {
            // AWS counts those that somebody is told of as well: they are sent there before they are dropped.
            meters.Dropped(finished.Function.Name, 1);
        }

        return followers;
    }

    private Follower? Tell(FinishedEvent finished, string destination)
    {
        byte[] record = DestinationRecord.Write(finished, time.GetUtcNow());
        if (!DestinationArn.TryParse(destination, out DestinationArn arn) || arn.Service != "lambda")
        {
            return new Follower(LaneOf(finished, destination), EventContent.Write(HeaderOf(finished), EventHeaderJson.Default.DeliveryHeader, record));
        }

        // A function's message is an event of that function: it need not leave the house.
        if (!FunctionIdentifier.TryParse(destination, out FunctionIdentifier target)
            || !functions.TryGet(new FunctionKey(target.Account ?? finished.Function.Account, target.Region ?? finished.Function.Region, target.Name), out FunctionEntry? entry)
            || record.Length > EventIntake.MaximumEventBytes)
        {
            meters.DeliveryFailed(finished.Function.Name);
            return null;
        }

        return new Follower(LaneKey.Of(entry.Record.Key), EventContent.Write(
            new InvocationHeader { RequestId = Guid.NewGuid().ToString(), Qualifier = target.Qualifier, TraceHeader = finished.TraceHeader },
            EventHeaderJson.Default.InvocationHeader,
            record));
    }

    private DeliveryHeader HeaderOf(FinishedEvent finished) => new()
    {
        FunctionName = finished.Function.Name,
        FunctionArn = finished.Arn,
        RequestId = finished.Header.RequestId,
        EndedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
        Succeeded = finished.Condition == EventCondition.Success,
    };

    private static LaneKey LaneOf(FinishedEvent finished, string arn) => new(LaneKind.Destination, finished.Function.Account, finished.Function.Region, arn);

    private static int? ErrorCode(FinishedEvent finished) => finished switch
    {
        { Outcome.ExecutedVersion: not null } => 200,
        { Condition: EventCondition.ZeroReservedConcurrency } => null,
        { Condition: EventCondition.RecursiveInvocation } => 400,
        { Event.LastStatus: > 0 } => finished.Event.LastStatus,
        _ => null,
    };

    private static string ErrorMessage(FinishedEvent finished)
    {
        string message = finished switch
        {
            { Outcome: { ExecutedVersion: not null, Result: { } result } } => MessageIn(result.Span),
            { Condition: EventCondition.ZeroReservedConcurrency } => "Function not invoked. Function is configured with zero reserved concurrent executions",
            { Condition: EventCondition.RecursiveInvocation } => "Function not invoked: it is invoked in a recursive loop",
            { Event.LastStatus: (int)HttpStatusCode.TooManyRequests } => "Rate Exceeded.",
            _ => "Function not invoked again: the event exceeded its maximum age",
        };
        return message.Length > LongestMessage ? message[..LongestMessage] : message;
    }

    private static string MessageIn(ReadOnlySpan<byte> result)
    {
        Utf8JsonReader reader = new(result);
        if (!JsonDocument.TryParseValue(ref reader, out JsonDocument? document))
        {
            return string.Empty;
        }

        using (document)
        {
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("errorMessage", out JsonElement message)
                ? message.ToString()
                : string.Empty;
        }
    }
}
