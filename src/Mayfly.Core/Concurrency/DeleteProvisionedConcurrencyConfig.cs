using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;
using Mayfly.Core.Versions;

namespace Mayfly.Core.Concurrency;

/// <summary>As on AWS, also where nothing was configured. https://docs.aws.amazon.com/lambda/latest/api/API_DeleteProvisionedConcurrencyConfig.html</summary>
internal sealed class DeleteProvisionedConcurrencyConfig(ConcurrencySettings settings) : IOperation<DeleteProvisionedConcurrencyConfigRequest, NoOutput>
{
    public async ValueTask<AwsResult<NoOutput>> HandleAsync(AwsIdentity caller, DeleteProvisionedConcurrencyConfigRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionTarget> target = FunctionTarget.Resolve(caller, input.FunctionName!, input.Qualifier);
        if (target.IsError)
        {
            return target.Error;
        }

        string qualifier = target.Value.Qualifier!;
        if (qualifier == FunctionVersions.Latest)
        {
            return ConcurrencyErrors.NeitherVersionNorAlias;
        }

        AwsResult<FunctionEntry> deleted = await settings.ChangeAsync(
            target.Value.Key, entry => new ValueTask<AwsResult<FunctionResources>>(Remove(entry, qualifier)), missing: Qualifiers.Missing(target.Value.Key, qualifier));
        return deleted.IsError ? deleted.Error : NoOutput.Instance;
    }

    private static AwsResult<FunctionResources> Remove(FunctionEntry entry, string qualifier)
    {
        if (Qualifiers.Missing(entry, qualifier) is { } missing)
        {
            return missing;
        }

        return entry.Resources.Provisioned.Any(one => one.Qualifier == qualifier)
            ? entry.Resources with { Provisioned = [.. entry.Resources.Provisioned.Where(one => one.Qualifier != qualifier)] }
            : entry.Resources;
    }
}
