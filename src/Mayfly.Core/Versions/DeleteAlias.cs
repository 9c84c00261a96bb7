using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Versions;

/// <summary>Deletes an alias and what hangs on it; as on AWS, also one that is not there. https://docs.aws.amazon.com/lambda/latest/api/API_DeleteAlias.html</summary>
internal sealed class DeleteAlias(FunctionAmendments amendments) : IOperation<DeleteAliasRequest, NoOutput>
{
    public async ValueTask<AwsResult<NoOutput>> HandleAsync(AwsIdentity caller, DeleteAliasRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionKey> target = FunctionTarget.ResolveUnqualified(caller, input.FunctionName!);
        if (target.IsError)
        {
            return target.Error;
        }

        AwsResult<FunctionEntry> deleted = await amendments.AmendResourcesAsync(
            target.Value, entry => entry.Alias(input.Name!) is null ? entry.Resources : entry.Resources.Without(input.Name!));
        return deleted.IsError ? deleted.Error : NoOutput.Instance;
    }
}
