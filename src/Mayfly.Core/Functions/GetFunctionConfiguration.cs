using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;

namespace Mayfly.Core.Functions;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html</summary>
internal sealed class GetFunctionConfiguration(FunctionStore store, FunctionView view) : IOperation<GetFunctionConfigurationRequest, FunctionConfiguration>
{
    public ValueTask<AwsResult<FunctionConfiguration>> HandleAsync(AwsIdentity caller, GetFunctionConfigurationRequest input, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Handle(caller, input));

    private AwsResult<FunctionConfiguration> Handle(AwsIdentity caller, GetFunctionConfigurationRequest input)
    {
        AwsResult<FunctionTarget> target = FunctionTarget.Resolve(caller, input.FunctionName!, input.Qualifier);
        if (target.IsError)
        {
            return target.Error;
        }

        return store.TryGet(target.Value, out FunctionEntry? _, out FunctionEntry? entry)
            ? view.Show(entry, target.Value.Qualifier)
            : FunctionErrors.NotFound(target.Value.Arn);
    }
}
