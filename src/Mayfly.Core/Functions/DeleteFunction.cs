using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Versions;

namespace Mayfly.Core.Functions;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html</summary>
internal sealed class DeleteFunction(FunctionLifecycle lifecycle, VersionPublisher versions) : IOperation<DeleteFunctionRequest, DeleteFunctionResponse>
{
    /// <summary>As recorded, though the newest model's default is 200.</summary>
    private const int NoContent = 204;

    public async ValueTask<AwsResult<DeleteFunctionResponse>> HandleAsync(AwsIdentity caller, DeleteFunctionRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionTarget> target = FunctionTarget.Resolve(caller, input.FunctionName!, input.Qualifier);
        if (target.IsError)
        {
            return target.Error;
        }

        AwsError? refused = target.Value.Qualifier is { } qualifier
            ? await DeleteVersionAsync(target.Value.Key, qualifier)
            : await lifecycle.DeleteAsync(target.Value.Key);
        return refused is null ? new DeleteFunctionResponse { StatusCode = NoContent } : refused;
    }

    private async Task<AwsError?> DeleteVersionAsync(FunctionKey key, string version)
    {
        if (version == FunctionVersions.Latest)
        {
            return FunctionErrors.Invalid("$LATEST version cannot be deleted without deleting the function.");
        }

        bool isVersion = Qualifiers.IsPublished(version);
        return isVersion ? await versions.DeleteAsync(key, version) : FunctionErrors.Invalid("Deletion of aliases is not currently supported.");
    }
}
