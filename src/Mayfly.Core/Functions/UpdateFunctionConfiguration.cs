using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.CodeSigning;
using Mayfly.Core.Layers;

namespace Mayfly.Core.Functions;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html</summary>
internal sealed class UpdateFunctionConfiguration(
    FunctionStore store, FunctionLifecycle lifecycle, FunctionLayers layers, DeploymentCheck deployments, RuntimeRules runtimes, FunctionView view, TimeProvider time)
    : IOperation<UpdateFunctionConfigurationRequest, FunctionConfiguration>
{
    public async ValueTask<AwsResult<FunctionConfiguration>> HandleAsync(AwsIdentity caller, UpdateFunctionConfigurationRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionKey> target = FunctionTarget.ResolveUnqualified(caller, input.FunctionName!);
        if (target.IsError)
        {
            return target.Error;
        }

        if (!store.TryGet(target.Value, out FunctionEntry? entry))
        {
            return FunctionErrors.NotFound(target.Value.Arn);
        }

        if (CheckSettings(input) is { } refused)
        {
            return refused;
        }

        AwsResult<IReadOnlyList<LayerReference>> layered = layers.Find(caller, input.Layers ?? []);
        if (layered.IsError)
        {
            return layered.Error;
        }

        if (CheckSignatures(entry, layered.Value!) is { } untrusted)
        {
            return untrusted;
        }

        AwsResult<FunctionEntry> updated = await lifecycle.UpdateAsync(target.Value, input.RevisionId, record => Apply(record, input, layered.Value));
        return updated.IsError ? updated.Error : view.Show(updated.Value);
    }

    private AwsError? CheckSettings(UpdateFunctionConfigurationRequest input)
    {
        return UnbuiltFeatures.Check(input)
            ?? (input.Runtime is { } runtime ? runtimes.Check(runtime.Value) : null)
            ?? EnvironmentRules.Check(input.Environment?.Variables)
            ?? DeadLetterRules.Check(input.DeadLetterConfig);
    }

    private AwsError? CheckSignatures(FunctionEntry entry, IReadOnlyList<LayerReference> layered) =>
        deployments.Find(layered.Count == 0 ? null : entry.Resources.CodeSigningConfigArn, out CodeSigningConfigRecord? config)
            ?? deployments.Check(config, entry.Record.Key.Arn, FunctionLayers.SignaturesOf(layered));

    /// <summary>What the request leaves out stays.</summary>
    private AwsResult<FunctionRecord> Apply(FunctionRecord record, UpdateFunctionConfigurationRequest input, IReadOnlyList<LayerReference>? asked)
    {
        IReadOnlyList<LayerReference> layered = input.Layers is null ? record.Layers : asked!;
        if (FunctionLayers.CheckSize(record.Package.UnzippedSize, layered) is { } tooLarge)
        {
            return tooLarge;
        }

        AwsResult<LoggingSettings> logging = LoggingRules.Apply(input.LoggingConfig, record.Logging);
        if (logging.IsError)
        {
            return logging.Error;
        }

        return record with
        {
            Runtime = input.Runtime?.Value ?? record.Runtime,
            Handler = string.IsNullOrEmpty(input.Handler) ? record.Handler : input.Handler,
            Role = input.Role ?? record.Role,
            Description = input.Description ?? record.Description,
            MemoryMb = input.MemorySize ?? record.MemoryMb,
            TimeoutSeconds = input.Timeout ?? record.TimeoutSeconds,
            EphemeralStorageMb = input.EphemeralStorage?.Size ?? record.EphemeralStorageMb,
            Environment = input.Environment is null ? record.Environment : input.Environment.Variables ?? new Dictionary<string, string>(),
            Layers = layered,
            Logging = logging.Value,
            TracingMode = input.TracingConfig?.Mode?.Value ?? record.TracingMode,
            DeadLetterArn = DeadLetterRules.Apply(input.DeadLetterConfig, record.DeadLetterArn),
            RevisionId = Guid.NewGuid().ToString(),
            LastModified = time.GetUtcNow(),
        };
    }
}
