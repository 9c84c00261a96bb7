using Mayfly.Contracts;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.CodeSigning;

/// <summary>Tags of code signing configurations.</summary>
internal sealed class CodeSigningConfigTags(CodeSigningConfigs configs) : ITagged
{
    public string Kind => "code-signing-config";

    public AwsResult<Dictionary<string, string>> Read(AwsIdentity caller, string arn)
    {
        AwsResult<CodeSigningConfigRecord> config = configs.Find(caller, arn);
        return config.IsError ? config.Error : new Dictionary<string, string>(config.Value.Tags);
    }

    public async Task<AwsError?> ChangeAsync(AwsIdentity caller, string arn, Func<Dictionary<string, string>, AwsResult<Dictionary<string, string>>> change)
    {
        AwsResult<CodeSigningConfigRecord> changed = await configs.ChangeAsync(caller, arn, config =>
        {
            AwsResult<Dictionary<string, string>> tags = change(new Dictionary<string, string>(config.Tags));
            return tags.IsError ? tags.Error : config with { Tags = tags.Value };
        });
        return changed.Error;
    }
}
