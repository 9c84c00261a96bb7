using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Images;
using Mayfly.Core.Layers;

namespace Mayfly.Core.Functions;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html</summary>
internal sealed class UpdateFunctionConfiguration(
    FunctionStore store, FunctionLifecycle lifecycle, FunctionLayers layers, RuntimeRules runtimes, FunctionView view, TimeProvider time)
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

        if (CheckSettings(input, entry.Record.Image is not null) is { } refused)
        {
            return refused;
        }

        AwsResult<IReadOnlyList<LayerReference>> layered = layers.Find(caller, input.Layers ?? []);
        if (layered.IsError)
        {
            return layered.Error;
        }

        AwsResult<FunctionEntry> updated = await lifecycle.UpdateAsync(target.Value, input.RevisionId, record => Apply(record, input, layered.Value));
        return updated.IsError ? updated.Error : view.Show(updated.Value);
    }

    private AwsError? CheckSettings(UpdateFunctionConfigurationRequest input, bool isImage)
    {
        return UnbuiltFeatures.Check(input)
            ?? ImageRules.Check(input, isImage)
            ?? (input.Runtime is { } runtime ? runtimes.Check(runtime.Value) : null)
            ?? EnvironmentRules.Check(input.Environment?.Variables);
    }

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
            ImageConfig = input.ImageConfig is null ? record.ImageConfig : ImageRules.Overrides(input.ImageConfig),
            Layers = layered,
            Logging = logging.Value,
            TracingMode = input.TracingConfig?.Mode?.Value ?? record.TracingMode,
            RevisionId = Guid.NewGuid().ToString(),
            LastModified = time.GetUtcNow(),
        };
    }
}
