using System.Text;
using Mayfly.Contracts;
using Mayfly.Core.Aws;
using Mayfly.Core.Logs.Buffering;
using Mayfly.Core.Logs.Wire;

namespace Mayfly.Core.Logs.Operations;

/// <summary>Stores a batch in a stream that exists; answers when the events survive the end of this process.</summary>
internal sealed class PutLogEvents(ILogCatalog catalog, BufferedLogStreams streams, TimeProvider time) : IOperation<PutLogEventsRequest, PutLogEventsResponse>
{
    public async ValueTask<AwsResult<PutLogEventsResponse>> HandleAsync(AwsIdentity caller, PutLogEventsRequest input, CancellationToken cancellationToken)
    {
        if (Check(input) is { } error)
        {
            return error;
        }

        if (catalog.FindGroup(new LogGroupKey(caller.Account, caller.Region, input.LogGroupName!)) is not { } group)
        {
            return LogsErrors.NoSuchGroup;
        }

        LogStreamKey key = new(caller.Account, caller.Region, input.LogGroupName!, input.LogStreamName!);
        if (catalog.FindStream(key) is null)
        {
            return LogsErrors.NoSuchStream;
        }

        DateTimeOffset now = time.GetUtcNow();
        PutAcceptance acceptance = PutAcceptance.Of(input.LogEvents!, now, group.RetentionDays);
        BufferedLogWriter writer = streams.OpenExisting(key);
        for (int i = acceptance.First; i < acceptance.End; i++)
        {
            InputLogEvent given = input.LogEvents![i];
            writer.Append(DateTimeOffset.FromUnixTimeMilliseconds(given.Timestamp!.Value), Encoding.UTF8.GetBytes(given.Message!));
        }

        if (!await writer.StoredAsync().WaitAsync(cancellationToken).ConfigureAwait(false))
        {
            return LogsErrors.Unavailable;
        }

        return new PutLogEventsResponse
        {
            NextSequenceToken = new LogPosition(now.ToUnixTimeMilliseconds(), input.LogEvents!.Count).ToString(),
            RejectedLogEventsInfo = acceptance.Rejected,
        };
    }

    private static AwsError? Check(PutLogEventsRequest input)
    {
        Constraints constraints = new Constraints()
            .GroupName(input.LogGroupName)
            .StreamName(input.LogStreamName)
            .Required(input.LogEvents, "logEvents")
            .Count(input.LogEvents?.Count, "logEvents", 1, LogLimits.Events);
        IReadOnlyList<InputLogEvent> events = input.LogEvents ?? [];
        for (int i = 0; i < events.Count; i++)
        {
            string member = $"logEvents.{i + 1}.member";
            constraints.Required(events[i]?.Timestamp, member + ".timestamp").Time(events[i]?.Timestamp, member + ".timestamp")
                .Required(events[i]?.Message, member + ".message").Length(events[i]?.Message, member + ".message", 1, int.MaxValue);
        }

        return constraints.Error ?? CheckSizeAndOrder(events);
    }

    private static AwsError? CheckSizeAndOrder(IReadOnlyList<InputLogEvent> events)
    {
        long bytes = 0;
        long last = 0;
        foreach (InputLogEvent given in events)
        {
            int size = Encoding.UTF8.GetByteCount(given.Message!);
            if (size > LogLimits.EventBytes)
            {
                return LogsErrors.InvalidParameter($"Log event too large: {size} bytes exceeds limit of {LogLimits.EventBytes}");
            }

            if (given.Timestamp < last)
            {
                return LogsErrors.InvalidParameter("Log events in a single PutLogEvents request must be in chronological order.");
            }

            bytes += size + LogLimits.EventOverheadBytes;
            last = given.Timestamp!.Value;
        }

        return bytes > LogLimits.BatchBytes
            ? LogsErrors.InvalidParameter($"Upload too large: {bytes} bytes exceeds limit of {LogLimits.BatchBytes}")
            : null;
    }
}
