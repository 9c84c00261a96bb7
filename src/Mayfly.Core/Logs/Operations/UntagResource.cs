using Mayfly.Contracts;
using Mayfly.Core.Aws;
using Mayfly.Core.Logs.Wire;

namespace Mayfly.Core.Logs.Operations;

/// <summary>Removes tags of a group named by ARN.</summary>
internal sealed class UntagResource(LogGroupTags tags) : IOperation<UntagResourceRequest, NoOutput>
{
    public ValueTask<AwsResult<NoOutput>> HandleAsync(AwsIdentity caller, UntagResourceRequest input, CancellationToken cancellationToken) =>
        new(tags.Remove(GroupReference.OfArn(caller, input.ResourceArn), input.TagKeys, "tagKeys"));
}
