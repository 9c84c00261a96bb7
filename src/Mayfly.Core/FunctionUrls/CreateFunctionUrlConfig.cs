using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.FunctionUrls;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunctionUrlConfig.html</summary>
internal sealed class CreateFunctionUrlConfig(FunctionAmendments amendments, PublicAddress address, TimeProvider time)
    : IOperation<CreateFunctionUrlConfigRequest, CreateFunctionUrlConfigResponse>
{
    public async ValueTask<AwsResult<CreateFunctionUrlConfigResponse>> HandleAsync(AwsIdentity caller, CreateFunctionUrlConfigRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionTarget> target = FunctionTarget.Resolve(caller, input.FunctionName!, input.Qualifier);
        if (target.IsError)
        {
            return target.Error;
        }

        DateTimeOffset now = time.GetUtcNow();
        FunctionUrlRecord url = new()
        {
            Qualifier = target.Value.Qualifier ?? FunctionVersions.Latest,
            UrlId = FunctionUrlConfigs.NewId(),
            AuthType = input.AuthType!.Value.Value,
            Cors = input.Cors,
            InvokeMode = input.InvokeMode?.Value,
            Created = now,
            LastModified = now,
        };
        AwsResult<FunctionEntry> created = await amendments.AmendResourcesAsync(target.Value.Key, entry => Add(entry, target.Value, url), missing: FunctionUrlConfigs.NoFunction);
        if (created.IsError)
        {
            return created.Error;
        }

        FunctionUrlConfig shown = FunctionUrlConfigs.Show(target.Value.Key, url, address);
        return new CreateFunctionUrlConfigResponse
        {
            FunctionUrl = shown.FunctionUrl,
            FunctionArn = shown.FunctionArn,
            AuthType = shown.AuthType,
            Cors = shown.Cors,
            CreationTime = shown.CreationTime,
            InvokeMode = input.InvokeMode,
        };
    }

    private static AwsResult<FunctionResources> Add(FunctionEntry entry, FunctionTarget target, FunctionUrlRecord url)
    {
        if (target.Qualifier is { } alias && entry.Alias(alias) is null)
        {
            return FunctionUrlConfigs.NoFunction;
        }

        return entry.Url(target.Qualifier) is null
            ? entry.Resources.With(url)
            : LambdaErrors.ResourceConflictException(
                $"Failed to create function url config for [functionArn = {target.Arn}]. Error message:  FunctionUrlConfig exists for this Lambda function");
    }
}
