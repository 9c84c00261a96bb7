using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;

namespace Mayfly.Core.CodeSigning;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_DeleteCodeSigningConfig.html</summary>
internal sealed class DeleteCodeSigningConfig(CodeSigningConfigs configs) : IOperation<DeleteCodeSigningConfigRequest, DeleteCodeSigningConfigResponse>
{
    public async ValueTask<AwsResult<DeleteCodeSigningConfigResponse>> HandleAsync(AwsIdentity caller, DeleteCodeSigningConfigRequest input, CancellationToken cancellationToken) =>
        await configs.DeleteAsync(caller, input.CodeSigningConfigArn!) is { } refused ? refused : new DeleteCodeSigningConfigResponse();
}
