using Mayfly.Contracts;
using Mayfly.Core.Aws;
using Mayfly.Core.Logs.Wire;

namespace Mayfly.Core.Logs.Operations;

/// <summary>Lists groups by name, a page of at most fifty at a time.</summary>
internal sealed class DescribeLogGroups(ILogCatalog catalog) : IOperation<DescribeLogGroupsRequest, DescribeLogGroupsResponse>
{
    private const int LargestPage = 50;

    public ValueTask<AwsResult<DescribeLogGroupsResponse>> HandleAsync(AwsIdentity caller, DescribeLogGroupsRequest input, CancellationToken cancellationToken) =>
        new(Handle(caller, input));

    private AwsResult<DescribeLogGroupsResponse> Handle(AwsIdentity caller, DescribeLogGroupsRequest input)
    {
        Constraints constraints = new Constraints()
            .OptionalGroupName(input.LogGroupNamePrefix, "logGroupNamePrefix")
            .Length(input.LogGroupNamePattern, "logGroupNamePattern", 0, 512)
            .Limit(input.Limit, LargestPage);
        if (constraints.Error is { } error)
        {
            return error;
        }

        if (input.LogGroupNamePrefix is not null && input.LogGroupNamePattern is not null)
        {
            return LogsErrors.InvalidParameter("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
        }

        string? after = null;
        if (input.NextToken is not null && !PageToken.TryRead(input.NextToken, out after))
        {
            return LogsErrors.BadToken;
        }

        int limit = input.Limit ?? LargestPage;
        LogGroupSelection selection = new(input.LogGroupNamePrefix, input.LogGroupNamePattern);
        IReadOnlyList<LogGroup> groups = catalog.ListGroups(caller.Account, caller.Region, selection, after, limit + 1);
        return new DescribeLogGroupsResponse
        {
            LogGroups = [.. groups.Take(limit).Select(Describe)],
            NextToken = groups.Count > limit ? PageToken.Write(groups[limit - 1].Key.Name) : null,
        };
    }

    private static LogGroupDescription Describe(LogGroup group) => new()
    {
        LogGroupName = group.Key.Name,
        CreationTime = group.CreationTime,
        RetentionInDays = group.RetentionDays,
        Arn = group.Key.Arn + ":*",
        LogGroupArn = group.Key.Arn,
        StoredBytes = group.StoredBytes,
    };
}
