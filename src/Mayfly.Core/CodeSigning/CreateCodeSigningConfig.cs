using System.Security.Cryptography;
using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.CodeSigning;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_CreateCodeSigningConfig.html</summary>
internal sealed class CreateCodeSigningConfig(CodeSigningConfigs configs, TimeProvider time) : IOperation<CreateCodeSigningConfigRequest, CreateCodeSigningConfigResponse>
{
    private const string IdLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const int IdLength = 17;

    public async ValueTask<AwsResult<CreateCodeSigningConfigResponse>> HandleAsync(AwsIdentity caller, CreateCodeSigningConfigRequest input, CancellationToken cancellationToken)
    {
        if (TagRules.Check(input.Tags) is { } tooMany)
        {
            return tooMany;
        }

        CodeSigningConfigRecord config = new()
        {
            Id = $"csc-{RandomNumberGenerator.GetString(IdLetters, IdLength)}",
            Account = caller.Account,
            Region = caller.Region,
            Description = input.Description ?? string.Empty,
            AllowedPublishers = input.AllowedPublishers!.SigningProfileVersionArns!,
            Enforces = input.CodeSigningPolicies?.UntrustedArtifactOnDeployment == CodeSigningPolicy.Enforce,
            Tags = input.Tags ?? new Dictionary<string, string>(),
            LastModified = time.GetUtcNow(),
        };
        await configs.AddAsync(config);
        return new CreateCodeSigningConfigResponse { CodeSigningConfig = CodeSigningView.Show(config) };
    }
}
