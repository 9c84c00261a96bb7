using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Aws;

namespace Mayfly.Core.Functions;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_UntagResource.html</summary>
internal sealed class UntagResource(FunctionStore store, FunctionAmendments amendments) : IOperation<UntagResourceRequest, NoOutput>
{
    public async ValueTask<AwsResult<NoOutput>> HandleAsync(AwsIdentity caller, UntagResourceRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionKey> target = TagTarget.Resolve(caller, store, input.Resource!);
        if (target.IsError)
        {
            return target.Error;
        }

        AwsResult<FunctionEntry> amended = await amendments.AmendAsync(
            target.Value, entry => entry.With(entry.Record.Tags.Where(tag => !input.TagKeys!.Contains(tag.Key)).ToDictionary()));
        return amended.IsError ? amended.Error : NoOutput.Instance;
    }
}
