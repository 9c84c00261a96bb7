using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Aws;

namespace Mayfly.Core.Functions;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_UntagResource.html</summary>
internal sealed class UntagResource(TaggedResources resources) : IOperation<UntagResourceRequest, NoOutput>
{
    public async ValueTask<AwsResult<NoOutput>> HandleAsync(AwsIdentity caller, UntagResourceRequest input, CancellationToken cancellationToken)
    {
        AwsError? refused = await resources.ChangeAsync(caller, input.Resource!, tags => tags.Where(tag => !input.TagKeys!.Contains(tag.Key)).ToDictionary());
        return refused is null ? NoOutput.Instance : refused;
    }
}
