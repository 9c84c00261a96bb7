using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Concurrency;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionConcurrency.html</summary>
internal sealed class DeleteFunctionConcurrency(ConcurrencySettings settings) : IOperation<DeleteFunctionConcurrencyRequest, NoOutput>
{
    public async ValueTask<AwsResult<NoOutput>> HandleAsync(AwsIdentity caller, DeleteFunctionConcurrencyRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionKey> target = FunctionTarget.ResolveUnqualified(caller, input.FunctionName!);
        if (target.IsError)
        {
            return target.Error;
        }

        AwsResult<FunctionEntry> deleted = await settings.ChangeAsync(target.Value, static entry => new ValueTask<AwsResult<FunctionResources>>(entry.Resources with { ReservedConcurrency = null }));
        return deleted.IsError ? deleted.Error : NoOutput.Instance;
    }
}
