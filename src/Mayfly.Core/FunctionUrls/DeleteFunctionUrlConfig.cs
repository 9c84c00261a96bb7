using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.FunctionUrls;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionUrlConfig.html</summary>
internal sealed class DeleteFunctionUrlConfig(FunctionAmendments amendments) : IOperation<DeleteFunctionUrlConfigRequest, NoOutput>
{
    public async ValueTask<AwsResult<NoOutput>> HandleAsync(AwsIdentity caller, DeleteFunctionUrlConfigRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionTarget> target = FunctionTarget.Resolve(caller, input.FunctionName!, input.Qualifier);
        if (target.IsError)
        {
            return target.Error;
        }

        AwsResult<FunctionEntry> deleted = await amendments.AmendResourcesAsync(
            target.Value.Key,
            entry => entry.Url(target.Value.Qualifier) is { } url
                ? entry.Resources with { Urls = [.. entry.Resources.Urls.Where(one => one != url)] }
                : FunctionUrlConfigs.NoResource,
            missing: FunctionUrlConfigs.NoResource);
        return deleted.IsError ? deleted.Error : NoOutput.Instance;
    }
}
