using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;

namespace Mayfly.Core.Functions;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html</summary>
internal sealed class DeleteFunction(FunctionLifecycle lifecycle) : IOperation<DeleteFunctionRequest, DeleteFunctionResponse>
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

        if (target.Value.Qualifier is { } qualifier)
        {
            return qualifier == FunctionVersions.Latest
                ? FunctionErrors.Invalid("$LATEST version cannot be deleted without deleting the function.")
                : FunctionErrors.NotFound(target.Value.Arn);
        }

        AwsError? refused = await lifecycle.DeleteAsync(target.Value.Key);
        return refused is null ? new DeleteFunctionResponse { StatusCode = NoContent } : refused;
    }
}
