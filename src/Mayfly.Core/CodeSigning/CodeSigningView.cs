using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;

namespace Mayfly.Core.CodeSigning;

/// <summary>Shows a configuration as AWS's CodeSigningConfig.</summary>
internal static class CodeSigningView
{
    public static CodeSigningConfig Show(CodeSigningConfigRecord config) => new()
    {
        CodeSigningConfigId = config.Id,
        CodeSigningConfigArn = config.Arn,
        Description = config.Description,
        AllowedPublishers = new AllowedPublishers { SigningProfileVersionArns = config.AllowedPublishers },
        CodeSigningPolicies = new CodeSigningPolicies { UntrustedArtifactOnDeployment = config.Enforces ? CodeSigningPolicy.Enforce : CodeSigningPolicy.Warn },
        LastModified = AwsTime.Text(config.LastModified),
    };
}
