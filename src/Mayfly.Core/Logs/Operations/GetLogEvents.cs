using System.Text;
using Mayfly.Contracts;
using Mayfly.Core.Aws;
using Mayfly.Core.Logs.Wire;

namespace Mayfly.Core.Logs.Operations;

/// <summary>
/// Reads one stream forward or backward. A page always carries both tokens; a token that leads nowhere new comes back unchanged, which is how callers
/// know that they are at the end, and can be used again when more has been logged.
/// </summary>
internal sealed class GetLogEvents(ILogCatalog catalog, ILogEvents events, LogReads reads) : IOperation<GetLogEventsRequest, GetLogEventsResponse>
{
    public async ValueTask<AwsResult<GetLogEventsResponse>> HandleAsync(AwsIdentity caller, GetLogEventsRequest input, CancellationToken cancellationToken)
    {
        AwsResult<LogGroupKey> group = GroupReference.Of(caller, input.LogGroupName, input.LogGroupIdentifier);
        if (group.Error is { } unnamed)
        {
            return unnamed;
        }

        Constraints constraints = new Constraints()
            .StreamName(input.LogStreamName)
            .Time(input.StartTime, "startTime")
            .Time(input.EndTime, "endTime")
            .Limit(input.Limit, LogLimits.Events);
        if (constraints.Error is { } error)
        {
            return error;
        }

        EventToken token = new(input.StartFromHead ?? false, LogPosition.Start);
        if (input.NextToken is not null && !EventToken.TryParse(input.NextToken, out token))
        {
            return LogsErrors.BadToken;
        }

        return await reads.RunAsync(() => Read(group.Value, input, token), cancellationToken).ConfigureAwait(false);
    }

    private AwsResult<GetLogEventsResponse> Read(LogGroupKey group, GetLogEventsRequest input, EventToken token)
    {
        if (catalog.FindGroup(group) is null)
        {
            return LogsErrors.NoSuchGroup;
        }

        if (catalog.FindStream(new LogStreamKey(group.Account, group.Region, group.Name, input.LogStreamName!)) is null)
        {
            return LogsErrors.NoSuchStream;
        }

        bool given = input.NextToken is not null;
        List<LogEvent> page = Take(input.Limit ?? LogLimits.Events, new LogReadRequest
        {
            Group = group,
            Streams = [input.LogStreamName!],
            FromTime = input.StartTime ?? 0,
            ToTime = input.EndTime - 1 ?? long.MaxValue,
            After = given && token.Forward ? token.Position : null,
            Before = given && !token.Forward ? token.Position : null,
            Descending = !token.Forward,
        });
        if (!token.Forward)
        {
            page.Reverse();
        }

        return new GetLogEventsResponse
        {
            Events = page.ConvertAll(logEvent => new OutputLogEvent
            {
                Timestamp = logEvent.Position.Timestamp,
                Message = Encoding.UTF8.GetString(logEvent.Message.Span),
                IngestionTime = logEvent.IngestionTime,
            }),
            NextForwardToken = new EventToken(true, page.Count > 0 ? page[^1].Position : AtEnd(token, forward: true)).ToString(),
            NextBackwardToken = new EventToken(false, page.Count > 0 ? page[0].Position : AtEnd(token, forward: false)).ToString(),
        };
    }

    /// <summary>
    /// The position of a token from an empty page: the same when it keeps the direction. When it turns round, one further, since "after" and "before"
    /// leave their own position out and the event there has not been seen in the new direction.
    /// </summary>
    private static LogPosition AtEnd(EventToken token, bool forward)
    {
        LogPosition position = token.Position;
        if (token.Forward == forward || position == LogPosition.Start)
        {
            return position;
        }

        return position with { Sequence = forward ? position.Sequence - 1 : position.Sequence + 1 };
    }

    private List<LogEvent> Take(int limit, LogReadRequest request)
    {
        List<LogEvent> page = [];
        int bytes = 0;
        foreach (LogEvent logEvent in events.Read(request))
        {
            bytes += logEvent.Message.Length + LogLimits.EventOverheadBytes;
            if (page.Count > 0 && bytes > LogLimits.PageBytes)
            {
                break;
            }

            page.Add(logEvent);
            if (page.Count == limit)
            {
                break;
            }
        }

        return page;
    }
}
