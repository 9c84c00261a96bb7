using Mayfly.Core.EventInvoke;
using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;

namespace Mayfly.Core.EventQueue;

/// <summary>Runs a function's events, and decides with AWS's retry policy how they go on.</summary>
internal sealed class FunctionWork(FunctionKey function, FunctionStore functions, EventInvoker invoke, EventLanes lanes, int accountConcurrency) : ILaneWork
{
    // A reservation of 0 lets events through, to their end.
    public int Ceiling => functions.TryGet(function, out FunctionEntry? entry) && entry.Resources.ReservedConcurrency is int reserved and > 0 ? reserved : accountConcurrency;

    public async Task<EventEnd> RunAsync(QueuedEvent queued)
    {
        byte[]? content = queued.Content ?? lanes.Store.ReadContent(queued.Id);
        if (content is null || !functions.TryGet(function, out FunctionEntry? entry))
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

        InvocationOutcome outcome = await InvokeAsync(header, content);
        using Payload? result = outcome.Result;
        if (lanes.IsStopping && outcome.Status != InvocationStatus.Succeeded)
        {
            return EventEnd.Abandoned;
        }

        return Decide(finished with { Outcome = outcome }, rules);
    }

    private async ValueTask<InvocationOutcome> InvokeAsync(InvocationHeader header, byte[] content)
    {
        using Payload payload = Payload.Copy(EventContent.Payload(content));
        return await invoke(function, header.Qualifier, new InvocationRequest
        {
            RequestId = header.RequestId,
            Event = payload,
            InvokedArn = header.Qualifier is null ? function.Arn : $"{function.Arn}:{header.Qualifier}",
            TraceHeader = header.TraceHeader,
            ClientContext = header.ClientContext,
        });
    }

    private EventEnd Decide(FinishedEvent finished, EventRules rules)
    {
        switch (finished.Outcome!.Status)
        {
            case InvocationStatus.Succeeded:
                return End(finished with { Condition = EventCondition.Success });
            case InvocationStatus.FunctionFailed:
                return RetryPolicy.AfterFailure(finished.Event, rules, lanes.Now) is { } again
                    ? EventEnd.Retry(again, throttled: false)
                    : End(finished with { Condition = EventCondition.RetriesExhausted });
            case InvocationStatus.RecursiveLoop:
                return End(finished with { Condition = EventCondition.RecursiveInvocation });
            default:
                return EventEnd.Retry(RetryPolicy.AfterRefusal(finished.Event, rules, lanes.Now), IsThrottle(finished.Outcome.Status));
        }
    }

    private static bool IsThrottle(InvocationStatus status) => status
        is InvocationStatus.AccountThrottled or InvocationStatus.FunctionThrottled or InvocationStatus.ScalingThrottled or InvocationStatus.MachineFull;

    private static EventEnd End(FinishedEvent finished)
    {
        _ = finished;
        return EventEnd.Done;
    }
}
