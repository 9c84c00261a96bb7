using Mayfly.Contracts;
using Mayfly.Core.Aws;
using Mayfly.Core.Logs.Wire;

namespace Mayfly.Core.Logs.Operations;

/// <summary>Sets tags of a group named by ARN.</summary>
internal sealed class TagResource(LogGroupTags tags) : IOperation<TagResourceRequest, NoOutput>
{
    public ValueTask<AwsResult<NoOutput>> HandleAsync(AwsIdentity caller, TagResourceRequest input, CancellationToken cancellationToken) =>
        new(tags.Set(GroupReference.OfArn(caller, input.ResourceArn), input.Tags));
}
