using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;

namespace Mayfly.Core.CodeSigning;

/// <summary>What the request leaves out stays. https://docs.aws.amazon.com/lambda/latest/api/API_UpdateCodeSigningConfig.html</summary>
internal sealed class UpdateCodeSigningConfig(CodeSigningConfigs configs, TimeProvider time) : IOperation<UpdateCodeSigningConfigRequest, UpdateCodeSigningConfigResponse>
{
    public async ValueTask<AwsResult<UpdateCodeSigningConfigResponse>> HandleAsync(AwsIdentity caller, UpdateCodeSigningConfigRequest input, CancellationToken cancellationToken)
    {
        AwsResult<CodeSigningConfigRecord> changed = await configs.ChangeAsync(caller, input.CodeSigningConfigArn!, config => config with
        {
            Description = input.Description ?? config.Description,
            AllowedPublishers = input.AllowedPublishers?.SigningProfileVersionArns ?? config.AllowedPublishers,
            Enforces = input.CodeSigningPolicies?.UntrustedArtifactOnDeployment is { } policy ? policy == CodeSigningPolicy.Enforce : config.Enforces,
            LastModified = time.GetUtcNow(),
        });
        return changed.IsError ? changed.Error : new UpdateCodeSigningConfigResponse { CodeSigningConfig = CodeSigningView.Show(changed.Value) };
    }
}
