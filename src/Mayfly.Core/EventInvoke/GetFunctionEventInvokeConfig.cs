using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.EventInvoke;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionEventInvokeConfig.html</summary>
internal sealed class GetFunctionEventInvokeConfig(FunctionStore store) : IOperation<GetFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig>
{
    public ValueTask<AwsResult<FunctionEventInvokeConfig>> HandleAsync(AwsIdentity caller, GetFunctionEventInvokeConfigRequest input, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Handle(caller, input));

    private AwsResult<FunctionEventInvokeConfig> Handle(AwsIdentity caller, GetFunctionEventInvokeConfigRequest input)
    {
        AwsResult<FunctionTarget> target = FunctionTarget.Resolve(caller, input.FunctionName!, input.Qualifier);
        if (target.IsError)
        {
            return target.Error;
        }

        return store.TryGet(target.Value.Key, out FunctionEntry? entry) && entry.EventInvoke(target.Value.Qualifier) is { } config
            ? EventInvokeConfigs.Show(target.Value.Key, config)
            : EventInvokeErrors.NoConfig(target.Value);
    }
}
