using Mayfly.Core.EventInvoke;
using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;

namespace Mayfly.Core.EventQueue;

/// <summary>Runs a function's events, and decides with AWS's retry policy how they go on.</summary>
internal sealed class FunctionWork(FunctionKey function, FunctionWorkParts parts, EventLanes lanes) : ILaneWork
{
    /// <summary>That of an invocation whose function failed: the service did its part.</summary>
    private const int StatusOfFailure = 200;

    // A reservation of 0 lets events through, to their end.
    public int Ceiling => parts.Functions.TryGet(function, out FunctionEntry? entry) && entry.Resources.ReservedConcurrency is int reserved and > 0 ? reserved : parts.AccountConcurrency;

    public async Task<EventEnd> RunAsync(QueuedEvent queued)
    {
        byte[]? content = queued.Content ?? lanes.Store.ReadContent(queued.Id);
        if (content is null || !parts.Functions.TryGet(function, out FunctionEntry? entry))
        {
            // Deleted, and its events with it.
            return EventEnd.Done;
        }

        InvocationHeader header = EventContent.ReadHeader(content, EventHeaderJson.Default.InvocationHeader);
        EventInvokeRecord? config = entry.EventInvoke(header.Qualifier);
        EventRules rules = EventRules.Of(config);
        FinishedEvent finished = new(function, header, content, queued);
        if (RetryPolicy.IsTooOld(queued, rules, lanes.Now))
        {
            return End(finished with { Condition = EventCondition.EventAgeExceeded });
        }

        if (entry.Resources.ReservedConcurrency == 0)
        {
            return End(finished with { Condition = EventCondition.ZeroReservedConcurrency });
        }

        parts.Meters.Age(function.Name, lanes.Now - queued.Accepted);
        using Payload payload = Payload.Copy(finished.Payload);
        InvocationRequest request = Request(header, payload);
        InvocationOutcome outcome = await parts.Invoke(function, header.Qualifier, request);
        using Payload? result = outcome.Result;
        if (lanes.IsStopping && outcome.Status != InvocationStatus.Succeeded)
        {
            return EventEnd.Abandoned;
        }

        return Decide(finished with { Outcome = outcome, TraceHeader = request.TraceHeader }, rules);
    }

    public void Dropped(int events) => parts.Meters.Dropped(function.Name, events);

    private InvocationRequest Request(InvocationHeader header, Payload payload) => new()
    {
        RequestId = header.RequestId,
        Event = payload,
        InvokedArn = header.Qualifier is null ? function.Arn : $"{function.Arn}:{header.Qualifier}",
        TraceHeader = header.TraceHeader,
        ClientContext = header.ClientContext,
    };

    private EventEnd Decide(FinishedEvent finished, EventRules rules)
    {
        switch (finished.Outcome!.Status)
        {
            case InvocationStatus.Succeeded:
                return End(finished with { Condition = EventCondition.Success });
            case InvocationStatus.FunctionFailed:
                return RetryPolicy.AfterFailure(finished.Event, rules, lanes.Now) is { } again
                    ? EventEnd.Retry(again with { LastStatus = StatusOfFailure }, throttled: false)
                    : End(finished with { Condition = EventCondition.RetriesExhausted });
            case InvocationStatus.RecursiveLoop:
                return End(finished with { Condition = EventCondition.RecursiveInvocation });
            default:
                int status = InvokeErrors.Of(finished.Outcome, function, finished.Header.Qualifier).Status;
                return EventEnd.Retry(RetryPolicy.AfterRefusal(finished.Event, rules, lanes.Now) with { LastStatus = status }, IsThrottle(finished.Outcome.Status));
        }
    }

    private static bool IsThrottle(InvocationStatus status) => status
        is InvocationStatus.AccountThrottled or InvocationStatus.FunctionThrottled or InvocationStatus.ScalingThrottled or InvocationStatus.MachineFull;

    private EventEnd End(FinishedEvent finished)
    {
        string qualifier = finished.Header.Qualifier ?? FunctionVersions.Latest;
        if (!parts.Functions.TryGet(function, out FunctionEntry? entry))
        {
            return EventEnd.Done;
        }

        // That of the version which ran, or would have.
        string version = finished.Outcome?.ExecutedVersion ?? entry.Alias(qualifier)?.FunctionVersion ?? qualifier;
        string? deadLetters = entry.TryGetVersion(version, out FunctionEntry? ran) ? ran.Record.DeadLetterArn : null;
        return EventEnd.Done with { Followers = parts.Outcomes.Of(finished, entry.EventInvoke(finished.Header.Qualifier), deadLetters) };
    }
}
