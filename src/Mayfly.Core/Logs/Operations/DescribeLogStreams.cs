using System.Globalization;
using Mayfly.Contracts;
using Mayfly.Core.Aws;
using Mayfly.Core.Logs.Wire;

namespace Mayfly.Core.Logs.Operations;

/// <summary>Lists the streams of a group by name or by last event, a page of at most fifty at a time.</summary>
internal sealed class DescribeLogStreams(ILogCatalog catalog, LogReads reads) : IOperation<DescribeLogStreamsRequest, DescribeLogStreamsResponse>
{
    private const int LargestPage = 50;

    public async ValueTask<AwsResult<DescribeLogStreamsResponse>> HandleAsync(AwsIdentity caller, DescribeLogStreamsRequest input, CancellationToken cancellationToken)
    {
        AwsResult<LogGroupKey> group = GroupReference.Of(caller, input.LogGroupName, input.LogGroupIdentifier);
        if (group.Error is { } unnamed)
        {
            return unnamed;
        }

        Constraints constraints = new Constraints()
            .OptionalStreamName(input.LogStreamNamePrefix, "logStreamNamePrefix")
            .OneOf(input.OrderBy, "orderBy", "LogStreamName", "LastEventTime")
            .Limit(input.Limit, LargestPage);
        if (constraints.Error is { } error)
        {
            return error;
        }

        bool byLastEvent = input.OrderBy == "LastEventTime";
        if (byLastEvent && input.LogStreamNamePrefix is not null)
        {
            return LogsErrors.InvalidParameter("Cannot order by LastEventTime with a logStreamNamePrefix.");
        }

        LogStreamMark? after = null;
        if (input.NextToken is not null && (after = ReadMark(input.NextToken)) is null)
        {
            return LogsErrors.BadToken;
        }

        LogStreamListing listing = new(input.LogStreamNamePrefix, byLastEvent, input.Descending ?? false);
        return await reads.RunAsync(() => List(group.Value, listing, after, input.Limit ?? LargestPage), cancellationToken).ConfigureAwait(false);
    }

    private AwsResult<DescribeLogStreamsResponse> List(LogGroupKey group, LogStreamListing listing, LogStreamMark? after, int limit)
    {
        if (catalog.FindGroup(group) is null)
        {
            return LogsErrors.NoSuchGroup;
        }

        IReadOnlyList<LogStream> streams = catalog.ListStreams(group, listing, after, limit + 1);
        return new DescribeLogStreamsResponse
        {
            LogStreams = [.. streams.Take(limit).Select(stream => Describe(group, stream))],
            NextToken = streams.Count > limit ? WriteMark(streams[limit - 1]) : null,
        };
    }

    private static LogStreamDescription Describe(LogGroupKey group, LogStream stream) => new()
    {
        LogStreamName = stream.Name,
        CreationTime = stream.CreationTime,
        FirstEventTimestamp = stream.FirstEventTime,
        LastEventTimestamp = stream.LastEventTime,
        LastIngestionTime = stream.LastIngestionTime,
        UploadSequenceToken = stream.LastIngestionTime is { } last ? new LogPosition(last, 0).ToString() : null,
        Arn = $"{group.Arn}:log-stream:{stream.Name}",
    };

    private static string WriteMark(LogStream last) => PageToken.Write(string.Create(CultureInfo.InvariantCulture, $"{last.LastEventTime ?? 0}:{last.Name}"));

    private static LogStreamMark? ReadMark(string token)
    {
        if (!PageToken.TryRead(token, out string content)
            || content.Split(':', 2) is not [string time, string name]
            || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out long lastEvent))
        {
            return null;
        }

        return new LogStreamMark(lastEvent, name);
    }
}
