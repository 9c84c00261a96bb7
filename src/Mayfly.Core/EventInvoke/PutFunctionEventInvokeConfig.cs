using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.EventInvoke;

/// <summary>Replaces whatever was configured before. https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html</summary>
internal sealed class PutFunctionEventInvokeConfig(FunctionAmendments amendments, DestinationRules destinations, TimeProvider time)
    : IOperation<PutFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig>
{
    public async ValueTask<AwsResult<FunctionEventInvokeConfig>> HandleAsync(AwsIdentity caller, PutFunctionEventInvokeConfigRequest input, CancellationToken cancellationToken)
    {
        bool anything = input.MaximumRetryAttempts is not null || input.MaximumEventAgeInSeconds is not null || input.DestinationConfig is not null;
        if (!anything)
        {
            return EventInvokeErrors.NothingGiven;
        }

        AwsResult<FunctionTarget> target = FunctionTarget.Resolve(caller, input.FunctionName!, input.Qualifier);
        if (target.IsError)
        {
            return target.Error;
        }

        FunctionKey key = target.Value.Key;
        EventInvokeRecord config = new()
        {
            Qualifier = target.Value.Qualifier ?? FunctionVersions.Latest,
            MaximumRetryAttempts = input.MaximumRetryAttempts,
            MaximumEventAgeSeconds = input.MaximumEventAgeInSeconds,
            OnSuccess = EventInvokeConfigs.Destination(input.DestinationConfig?.OnSuccess?.Destination),
            OnFailure = EventInvokeConfigs.Destination(input.DestinationConfig?.OnFailure?.Destination),
            LastModified = time.GetUtcNow(),
        };
        AwsResult<FunctionEntry> put = await amendments.AmendResourcesAsync(
            key,
            entry => (EventInvokeConfigs.Check(entry, target.Value.Qualifier, anything) ?? destinations.Check(key, input.DestinationConfig)) is { } refused
                ? refused
                : entry.Resources.With(config),
            missing: EventInvokeErrors.NoFunction);
        return put.IsError ? put.Error : EventInvokeConfigs.Show(key, config);
    }
}
