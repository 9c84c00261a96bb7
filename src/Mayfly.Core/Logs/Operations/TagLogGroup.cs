using Mayfly.Contracts;
using Mayfly.Core.Aws;
using Mayfly.Core.Logs.Wire;

namespace Mayfly.Core.Logs.Operations;

/// <summary>Sets tags of a group named by name.</summary>
internal sealed class TagLogGroup(LogGroupTags tags) : IOperation<TagLogGroupRequest, NoOutput>
{
    public ValueTask<AwsResult<NoOutput>> HandleAsync(AwsIdentity caller, TagLogGroupRequest input, CancellationToken cancellationToken) =>
        new(tags.Set(GroupReference.Of(caller, input.LogGroupName, null), input.Tags));
}
