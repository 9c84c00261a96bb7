using System.Text;
using Mayfly.Contracts;
using Mayfly.Core.Aws;
using Mayfly.Core.Logs.Filtering;
using Mayfly.Core.Logs.Wire;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Logs.Operations;

/// <summary>
/// Searches a group's streams, merged by time. A page ends at the limit, at one megabyte, or when it has looked at enough: it may then be empty and
/// still carry a token, as AWS's may.
/// </summary>
internal sealed class FilterLogEvents(ILogCatalog catalog, ILogEvents events, LogReads reads, IOptions<LogsOptions> options)
    : IOperation<FilterLogEventsRequest, FilterLogEventsResponse>
{
    public async ValueTask<AwsResult<FilterLogEventsResponse>> HandleAsync(AwsIdentity caller, FilterLogEventsRequest input, CancellationToken cancellationToken)
    {
        AwsResult<LogGroupKey> group = GroupReference.Of(caller, input.LogGroupName, input.LogGroupIdentifier);
        if (group.Error is { } unnamed)
        {
            return unnamed;
        }

        if (Check(input) is { } error)
        {
            return error;
        }

        AwsResult<LogFilter> filter = LogFilter.Parse(input.FilterPattern ?? "");
        if (filter.Error is { } unparsable)
        {
            return unparsable;
        }

        LogPosition? after = null;
        if (input.NextToken is not null)
        {
            if (!PageToken.TryRead(input.NextToken, out string digits) || !LogPosition.TryParse(digits, out LogPosition position))
            {
                return LogsErrors.BadToken;
            }

            after = position;
        }

        LogReadRequest request = new()
        {
            Group = group.Value,
            Streams = input.LogStreamNames,
            StreamPrefix = input.LogStreamNamePrefix,
            FromTime = input.StartTime ?? 0,
            ToTime = input.EndTime ?? long.MaxValue,
            After = after,
        };
        return await reads.RunAsync(() => Search(request, filter.Value!, input.Limit ?? LogLimits.Events), cancellationToken).ConfigureAwait(false);
    }

    private static AwsError? Check(FilterLogEventsRequest input)
    {
        Constraints constraints = new Constraints()
            .Count(input.LogStreamNames?.Count, "logStreamNames", 1, 100)
            .OptionalStreamName(input.LogStreamNamePrefix, "logStreamNamePrefix")
            .Length(input.FilterPattern, "filterPattern", 0, LogFilter.LongestPattern)
            .Time(input.StartTime, "startTime")
            .Time(input.EndTime, "endTime")
            .Limit(input.Limit, LogLimits.Events);
        foreach (string name in input.LogStreamNames ?? [])
        {
            constraints.StreamName(name, "logStreamNames");
        }

        return constraints.Error is null && input.LogStreamNames is not null && input.LogStreamNamePrefix is not null
            ? LogsErrors.InvalidParameter("logStreamNames and logStreamNamePrefix are mutually exclusive parameters.")
            : constraints.Error;
    }

    private AwsResult<FilterLogEventsResponse> Search(LogReadRequest request, LogFilter filter, int limit)
    {
        if (catalog.FindGroup(request.Group) is null)
        {
            return LogsErrors.NoSuchGroup;
        }

        if (request.Streams?.Any(stream => catalog.FindStream(new LogStreamKey(request.Group.Account, request.Group.Region, request.Group.Name, stream)) is null) == true)
        {
            return LogsErrors.NoSuchStream;
        }

        List<FilteredLogEvent> page = [];
        long pageBytes = 0;
        long scannedBytes = 0;
        LogPosition? last = null;
        foreach (LogEvent logEvent in events.Read(request))
        {
            bool full = page.Count >= limit || pageBytes >= LogLimits.PageBytes || scannedBytes >= options.Value.ScanBytesPerPage;
            if (full)
            {
                return new FilterLogEventsResponse { Events = page, NextToken = PageToken.Write(last!.Value.ToString()) };
            }

            scannedBytes += logEvent.Message.Length;
            last = logEvent.Position;
            if (filter.Matches(logEvent.Message.Span))
            {
                pageBytes += logEvent.Message.Length + LogLimits.EventOverheadBytes;
                page.Add(Describe(logEvent));
            }
        }

        return new FilterLogEventsResponse { Events = page };
    }

    private static FilteredLogEvent Describe(in LogEvent logEvent) => new()
    {
        LogStreamName = logEvent.Stream,
        Timestamp = logEvent.Position.Timestamp,
        Message = Encoding.UTF8.GetString(logEvent.Message.Span),
        IngestionTime = logEvent.IngestionTime,
        EventId = logEvent.Position.ToString(),
    };
}
