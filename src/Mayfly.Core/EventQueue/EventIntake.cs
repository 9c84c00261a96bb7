using Mayfly.Contracts;
using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;
using Microsoft.Extensions.Logging;

namespace Mayfly.Core.EventQueue;

/// <summary>Takes events for functions into the queue: whatever answers with success is durable.</summary>
public sealed partial class EventIntake
{
    /// <summary>AWS's limit for an asynchronous event, bytes: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html</summary>
    public const int MaximumEventBytes = 1_048_576;

    private readonly FunctionStore _functions;
    private readonly EventLanes _lanes;
    private readonly EventMeters _meters;
    private readonly long _maximumEvents;

    internal EventIntake(FunctionStore functions, EventLanes lanes, EventMeters meters, long maximumEvents)
    {
        _maximumEvents = maximumEvents;
        _functions = functions;
        _lanes = lanes;
        _meters = meters;
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

        if (_lanes.Store.Count >= _maximumEvents)
        {
            return Full(_maximumEvents);
        }

        request.TraceHeader = TraceHeader.Begin(request.TraceHeader, found.Version, _lanes.Time.GetUtcNow());
        InvocationHeader header = new()
        {
            RequestId = request.RequestId,
            Qualifier = qualifier,
            TraceHeader = request.TraceHeader,
            ClientContext = request.ClientContext,
        };
        try
        {
            await _lanes.EnqueueAsync(LaneKey.Of(function), EventContent.Write(header, EventHeaderJson.Default.InvocationHeader, request.Event.Span));
        }
        catch (Exception failure)
        {
            // The edge of an acceptance: a full or broken disk, or a server that goes down. Nothing was written, and the caller must know.
            Log.NotWritten(_lanes.Logger, function.Arn, failure);
            return NotWritten;
        }

        _meters.Received(function.Name);
        return null;
    }

    internal static AwsError TooLarge(long bytes) => new(
        "RequestEntityTooLargeException", 413, $"{bytes} byte payload is too large for the Event invocation type (limit {MaximumEventBytes} bytes)")
    {
        Type = null,
    };

    private static AwsError NotWritten { get; } =
        new("ServiceException", 500, "The event could not be made durable, so it was not accepted. Send it again.") { Type = "Service", MessageMember = "Message" };

    private static AwsError Full(long events) => new("TooManyRequestsException", 429, $"The event queue is full: {events} events wait. Send the event again later.")
    {
        Members = new Dictionary<string, string> { ["Reason"] = "CallerRateLimitExceeded" },
        RetryAfterSeconds = 1,
    };

    private static partial class Log
    {
        [LoggerMessage(3505, LogLevel.Error, "An event for {Function} was refused, because it could not be written.")]
        public static partial void NotWritten(ILogger logger, string function, Exception failure);
    }
}
