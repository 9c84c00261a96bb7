using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;

namespace Mayfly.Core.CodeSigning;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_GetCodeSigningConfig.html</summary>
internal sealed class GetCodeSigningConfig(CodeSigningConfigs configs) : IOperation<GetCodeSigningConfigRequest, GetCodeSigningConfigResponse>
{
    public ValueTask<AwsResult<GetCodeSigningConfigResponse>> HandleAsync(AwsIdentity caller, GetCodeSigningConfigRequest input, CancellationToken cancellationToken)
    {
        AwsResult<CodeSigningConfigRecord> config = configs.Find(caller, input.CodeSigningConfigArn!);
        return ValueTask.FromResult<AwsResult<GetCodeSigningConfigResponse>>(
            config.IsError ? config.Error : new GetCodeSigningConfigResponse { CodeSigningConfig = CodeSigningView.Show(config.Value) });
    }
}
