using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.EventInvoke;

/// <summary>Changes what the request names; the rest stays. https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionEventInvokeConfig.html</summary>
internal sealed class UpdateFunctionEventInvokeConfig(FunctionAmendments amendments, DestinationRules destinations, TimeProvider time)
    : IOperation<UpdateFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig>
{
    public async ValueTask<AwsResult<FunctionEventInvokeConfig>> HandleAsync(AwsIdentity caller, UpdateFunctionEventInvokeConfigRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionTarget> target = FunctionTarget.Resolve(caller, input.FunctionName!, input.Qualifier);
        if (target.IsError)
        {
            return target.Error;
        }

        AwsResult<FunctionEntry> updated = await amendments.AmendResourcesAsync(
            target.Value.Key, entry => Change(entry, target.Value, input), missing: EventInvokeErrors.NoFunction);
        return updated.IsError ? updated.Error : EventInvokeConfigs.Show(target.Value.Key, updated.Value.EventInvoke(target.Value.Qualifier)!);
    }

    private AwsResult<FunctionResources> Change(FunctionEntry entry, FunctionTarget target, UpdateFunctionEventInvokeConfigRequest input)
    {
        bool anything = input.MaximumRetryAttempts is not null || input.MaximumEventAgeInSeconds is not null || input.DestinationConfig is not null;
        if (entry.EventInvoke(target.Qualifier) is not { } before)
        {
            return EventInvokeErrors.NoConfig(target);
        }

        if ((EventInvokeConfigs.Check(entry, target.Qualifier, anything) ?? destinations.Check(target.Key, input.DestinationConfig)) is { } refused)
        {
            return refused;
        }

        return entry.Resources.With(before with
        {
            MaximumRetryAttempts = input.MaximumRetryAttempts ?? before.MaximumRetryAttempts,
            MaximumEventAgeSeconds = input.MaximumEventAgeInSeconds ?? before.MaximumEventAgeSeconds,
            OnSuccess = input.DestinationConfig?.OnSuccess is { } success ? EventInvokeConfigs.Destination(success.Destination) : before.OnSuccess,
            OnFailure = input.DestinationConfig?.OnFailure is { } failure ? EventInvokeConfigs.Destination(failure.Destination) : before.OnFailure,
            LastModified = time.GetUtcNow(),
        });
    }
}
