using System.Globalization;
using Mayfly.Contracts.Lambda;

namespace Mayfly.Core.Functions;

/// <summary>Shows a function as AWS's FunctionConfiguration.</summary>
internal sealed class FunctionView(RuntimeRules runtimes)
{
    /// <summary>All that is known.</summary>
    /// <param name="entry">The function, or one of its published versions.</param>
    /// <param name="qualifier">What the ARN ends with: $LATEST, a version or an alias, as the caller named it. Null for none, which published versions do not know.</param>
    public FunctionConfiguration Show(FunctionEntry entry, string? qualifier = null)
    {
        FunctionConfiguration configuration = ShowListed(entry, qualifier) with
        {
            State = new State(entry.State.ToString()),
            StateReason = StateReason(entry),
            StateReasonCode = entry.State switch
            {
                FunctionState.Pending => StateReasonCode.Creating,
                FunctionState.Failed => entry.Record.FailureCode is { } code ? new StateReasonCode(code) : StateReasonCode.InternalError,
                _ => null,
            },
            RuntimeVersionConfig = entry.Record.Runtime is { } runtime && runtimes.VersionArn(runtime, entry.Record.Key.Region) is { } arn ? new RuntimeVersionConfig { RuntimeVersionArn = arn } : null,
        };
        return WithUpdateStatus(configuration, entry);
    }

    /// <summary>What ListFunctions shows: without states.</summary>
    public static FunctionConfiguration ShowListed(FunctionEntry entry, string? qualifier)
    {
        FunctionRecord record = entry.Record;
        qualifier ??= record.IsLatest ? null : record.Version;
        return new FunctionConfiguration
        {
            FunctionName = record.Key.Name,
            FunctionArn = qualifier is null ? record.Key.Arn : $"{record.Key.Arn}:{qualifier}",
            Runtime = record.Runtime is null ? null : new Runtime(record.Runtime),
            Role = record.Role,
            Handler = record.Handler,
            CodeSize = record.Package.ZippedSize,
            CodeSha256 = record.CodeSha256,
            Description = record.Description,
            Layers = record.Layers.Count == 0 ? null : [.. record.Layers.Select(static layer => new Layer { Arn = layer.Arn, CodeSize = layer.Package.ZippedSize })],
            Timeout = record.TimeoutSeconds,
            MemorySize = record.MemoryMb,
            LastModified = record.LastModified.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture),
            Version = record.Version,
            Environment = record.Environment is null ? null : new EnvironmentResponse { Variables = record.Environment },
            TracingConfig = new TracingConfigResponse { Mode = new TracingMode(record.TracingMode) },
            RevisionId = record.RevisionId,
            PackageType = record.Image is null ? PackageType.Zip : PackageType.Image,
            ImageConfigResponse = record.ImageConfig is { } config
                ? new ImageConfigResponse { ImageConfig = new ImageConfig { EntryPoint = config.EntryPoint, Command = config.Command, WorkingDirectory = config.WorkingDirectory } }
                : null,
            Architectures = [new Architecture(record.Architecture)],
            EphemeralStorage = new EphemeralStorage { Size = record.EphemeralStorageMb },
            SnapStart = new SnapStartResponse { ApplyOn = SnapStartApplyOn.None, OptimizationStatus = SnapStartOptimizationStatus.Off },
            LoggingConfig = LoggingRules.Show(record.Logging),
        };
    }

    private static string? StateReason(FunctionEntry entry) => entry.State switch
    {
        FunctionState.Pending => StateReasons.Creating,
        FunctionState.Failed => entry.Record.Failure,
        _ => null,
    };

    /// <summary>Until a function has first become active AWS tells no update status.</summary>
    private static FunctionConfiguration WithUpdateStatus(FunctionConfiguration configuration, FunctionEntry entry)
    {
        if (entry.Updating)
        {
            // As recorded, the code is "Creating", which the model's list of codes does not have.
            return configuration with
            {
                LastUpdateStatus = LastUpdateStatus.InProgress,
                LastUpdateStatusReason = StateReasons.Creating,
                LastUpdateStatusReasonCode = new LastUpdateStatusReasonCode("Creating"),
            };
        }

        if (entry.Record.UpdateFailure is { } failure)
        {
            return configuration with
            {
                LastUpdateStatus = LastUpdateStatus.Failed,
                LastUpdateStatusReason = failure,
                LastUpdateStatusReasonCode = entry.Record.FailureCode is { } code ? new LastUpdateStatusReasonCode(code) : LastUpdateStatusReasonCode.InternalError,
            };
        }

        return entry.State == FunctionState.Active ? configuration with { LastUpdateStatus = LastUpdateStatus.Successful } : configuration;
    }
}
