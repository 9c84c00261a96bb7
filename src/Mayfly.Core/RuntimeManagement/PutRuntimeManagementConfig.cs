using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.RuntimeManagement;

/// <summary>
/// Lets a version follow this machine's interpreter (Auto), or pins it to the one of today (Manual): when the machine's changes, a pinned version is
/// refused rather than run by another. https://docs.aws.amazon.com/lambda/latest/api/API_PutRuntimeManagementConfig.html
/// </summary>
internal sealed class PutRuntimeManagementConfig(FunctionAmendments amendments, FunctionVersions versions, RuntimeRules runtimes)
    : IOperation<PutRuntimeManagementConfigRequest, PutRuntimeManagementConfigResponse>
{
    public async ValueTask<AwsResult<PutRuntimeManagementConfigResponse>> HandleAsync(
        AwsIdentity caller, PutRuntimeManagementConfigRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionTarget> target = FunctionTarget.Resolve(caller, input.FunctionName!, input.Qualifier);
        if (target.IsError)
        {
            return target.Error;
        }

        if (Check(input) is { } refused)
        {
            return refused;
        }

        AwsResult<FunctionEntry> put = await amendments.AmendAsync(
            target.Value.Key, entry => Pin(entry, target.Value, input.RuntimeVersionArn), missing: FunctionErrors.NotFound(target.Value.Arn));
        return put.IsError
            ? put.Error
            : new PutRuntimeManagementConfigResponse
            {
                UpdateRuntimeOn = input.UpdateRuntimeOn,
                FunctionArn = $"{target.Value.Key.Arn}:{target.Value.Qualifier ?? FunctionVersions.Latest}",
                RuntimeVersionArn = input.RuntimeVersionArn,
            };
    }

    private static AwsError? Check(PutRuntimeManagementConfigRequest input)
    {
        if (input.UpdateRuntimeOn == UpdateRuntimeOn.FunctionUpdate)
        {
            return FunctionErrors.Invalid("UpdateRuntimeOn FunctionUpdate cannot be honoured: a machine has one interpreter of each runtime. Use Auto to follow it, or Manual to be refused when it changes.");
        }

        bool manual = input.UpdateRuntimeOn == UpdateRuntimeOn.Manual;
        if (manual == input.RuntimeVersionArn is not null)
        {
            return null;
        }

        return FunctionErrors.Invalid(manual
            ? "RuntimeVersionArn is required when UpdateRuntimeOn is Manual."
            : "RuntimeVersionArn can only be given when UpdateRuntimeOn is Manual.");
    }

    private AwsResult<FunctionEntry> Pin(FunctionEntry entry, FunctionTarget target, string? arn)
    {
        string qualifier = target.Qualifier ?? FunctionVersions.Latest;
        if (!entry.TryGetVersion(qualifier, out FunctionEntry? version))
        {
            return FunctionErrors.NotFound(target.Arn);
        }

        if (FunctionLifecycle.CheckChangeable(version, revisionId: null) is { } busy)
        {
            return busy;
        }

        if (version.Record.Runtime is not { } runtime)
        {
            return FunctionErrors.Invalid("Runtime management is for functions that have a runtime; a container image brings its own.");
        }

        string? current = runtimes.VersionArn(runtime, target.Key.Region);
        if (arn is not null && arn != current)
        {
            return FunctionErrors.Invalid($"The runtime version {arn} is not available on this machine: {runtime} is {current ?? "not installed"}.");
        }

        FunctionRecord record = version.Record with { PinnedRuntimeArn = arn };
        version = version with { Record = record, Serving = version.Serving is null ? null : versions.From(record, version.Serving) };
        return qualifier == FunctionVersions.Latest ? version : entry with { Published = entry.Published.With(version) };
    }
}
