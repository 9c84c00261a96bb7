using Mayfly.Contracts;
using Mayfly.Core.Aws;
using Mayfly.Core.Logs.Wire;

namespace Mayfly.Core.Logs.Operations;

/// <summary>Lists the tags of a group named by ARN.</summary>
internal sealed class ListTagsForResource(LogGroupTags tags) : IOperation<ListTagsForResourceRequest, TagsResponse>
{
    public ValueTask<AwsResult<TagsResponse>> HandleAsync(AwsIdentity caller, ListTagsForResourceRequest input, CancellationToken cancellationToken) =>
        new(tags.List(GroupReference.OfArn(caller, input.ResourceArn)));
}
