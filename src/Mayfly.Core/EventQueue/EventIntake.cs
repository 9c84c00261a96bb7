using Mayfly.Contracts;
using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;

namespace Mayfly.Core.EventQueue;

/// <summary>Takes events for functions into the queue: whatever answers with success is durable.</summary>
public sealed class EventIntake
{
    /// <summary>AWS's limit for an asynchronous event, bytes: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html</summary>
    public const int MaximumEventBytes = 1_048_576;

    private readonly FunctionStore _functions;
    private readonly EventLanes _lanes;

    internal EventIntake(FunctionStore functions, EventLanes lanes)
    {
        _functions = functions;
        _lanes = lanes;
    }

    /// <summary>Accepts one event.</summary>
    /// <returns>Null when it is durable; else why it was not taken.</returns>
    internal async ValueTask<AwsError?> AcceptAsync(FunctionKey function, string? qualifier, InvocationRequest request)
    {
        if (request.Event.Length > MaximumEventBytes)
        {
            return TooLarge(request.Event.Length);
        }

        // Without taking a turn of an alias's weights: what it stands for is decided when the event runs.
        FunctionLookup found = _functions.TryGet(new FunctionTarget(function, qualifier), out _, out FunctionEntry? version)
            ? version.Lookup
            : new FunctionLookup(FunctionLookupOutcome.NotFound, null);
        if (found.Version is null)
        {
            return InvokeErrors.Of(new InvocationOutcome { Status = InvocationDispatcher.RefusalOf(found.Outcome) }, function, qualifier);
        }

        request.TraceHeader = TraceHeader.Begin(request.TraceHeader, found.Version, _lanes.Time.GetUtcNow());
        InvocationHeader header = new()
        {
            RequestId = request.RequestId,
            Qualifier = qualifier,
            TraceHeader = request.TraceHeader,
            ClientContext = request.ClientContext,
        };
        await _lanes.EnqueueAsync(LaneKey.Of(function), EventContent.Write(header, EventHeaderJson.Default.InvocationHeader, request.Event.Span));
        return null;
    }

    internal static AwsError TooLarge(long bytes) => new(
        "RequestEntityTooLargeException", 413, $"{bytes} byte payload is too large for the Event invocation type (limit {MaximumEventBytes} bytes)")
    {
        Type = null,
    };
}
