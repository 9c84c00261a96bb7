using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Concurrency;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html</summary>
internal sealed class GetFunctionConcurrency(FunctionStore store) : IOperation<GetFunctionConcurrencyRequest, GetFunctionConcurrencyResponse>
{
    public ValueTask<AwsResult<GetFunctionConcurrencyResponse>> HandleAsync(AwsIdentity caller, GetFunctionConcurrencyRequest input, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Handle(caller, input));

    private AwsResult<GetFunctionConcurrencyResponse> Handle(AwsIdentity caller, GetFunctionConcurrencyRequest input)
    {
        AwsResult<FunctionKey> target = FunctionTarget.ResolveUnqualified(caller, input.FunctionName!);
        if (target.IsError)
        {
            return target.Error;
        }

        return store.TryGet(target.Value, out FunctionEntry? entry)
            ? new GetFunctionConcurrencyResponse { ReservedConcurrentExecutions = entry.Resources.ReservedConcurrency }
            : FunctionErrors.NotFound(target.Value.Arn);
    }
}
