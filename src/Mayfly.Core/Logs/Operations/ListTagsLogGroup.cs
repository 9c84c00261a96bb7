using Mayfly.Contracts;
using Mayfly.Core.Aws;
using Mayfly.Core.Logs.Wire;

namespace Mayfly.Core.Logs.Operations;

/// <summary>Lists the tags of a group named by name.</summary>
internal sealed class ListTagsLogGroup(LogGroupTags tags) : IOperation<LogGroupRequest, TagsResponse>
{
    public ValueTask<AwsResult<TagsResponse>> HandleAsync(AwsIdentity caller, LogGroupRequest input, CancellationToken cancellationToken) =>
        new(tags.List(GroupReference.Of(caller, input.LogGroupName, null)));
}
