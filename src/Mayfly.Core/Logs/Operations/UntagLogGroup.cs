using Mayfly.Contracts;
using Mayfly.Core.Aws;
using Mayfly.Core.Logs.Wire;

namespace Mayfly.Core.Logs.Operations;

/// <summary>Removes tags of a group named by name.</summary>
internal sealed class UntagLogGroup(LogGroupTags tags) : IOperation<UntagLogGroupRequest, NoOutput>
{
    public ValueTask<AwsResult<NoOutput>> HandleAsync(AwsIdentity caller, UntagLogGroupRequest input, CancellationToken cancellationToken) =>
        new(tags.Remove(GroupReference.Of(caller, input.LogGroupName, null), input.Tags, "tags"));
}
