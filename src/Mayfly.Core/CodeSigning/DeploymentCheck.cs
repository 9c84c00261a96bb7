using Mayfly.Contracts;
using Mayfly.Core.Aws;
using Microsoft.Extensions.Logging;

namespace Mayfly.Core.CodeSigning;

/// <summary>
/// Whether packages may be deployed to a function with a code signing configuration: integrity always, and, unless the configuration only warns, a known and allowed
/// publisher whose signature has neither expired nor been revoked. https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html
/// </summary>
internal sealed partial class DeploymentCheck(CodeSigningConfigs configs, TrustedPublishers publishers, TimeProvider time, ILogger<DeploymentCheck> logger)
{
    /// <summary>The configuration that a function has or is to have; null for none. Answers the refusal, or null.</summary>
    public AwsError? Find(string? arn, out CodeSigningConfigRecord? config)
    {
        config = null;
        return string.IsNullOrEmpty(arn) || configs.TryGet(arn, out config) ? null : CodeSigningErrors.NotFoundForFunction(arn);
    }

    /// <summary>Answers the refusal, or null.</summary>
    /// <param name="config">The function's; null for a function that has none, which takes everything.</param>
    /// <param name="name">The function, as the refusal names it.</param>
    /// <param name="signatures">Of the code and of the layers that are deployed; null for what is not signed.</param>
    public AwsError? Check(CodeSigningConfigRecord? config, string name, params IEnumerable<PackageSignature?> signatures)
    {
        foreach (PackageSignature? signature in config is null ? [] : signatures)
        {
            if (signature is { IsIntact: false })
            {
                Log.Broken(logger, name);
                return CodeSigningErrors.Broken(name);
            }

            if (DistrustOf(config!, signature) is { } why)
            {
                Log.Untrusted(logger, name, config!.Arn, why);
                if (config.Enforces)
                {
                    return CodeSigningErrors.NotTrusted(name);
                }
            }
        }

        return null;
    }

    /// <summary>Deploys to a function that gets a configuration, which cannot be deleted meanwhile, or, without an ARN, none.</summary>
    public Task<AwsResult<T>> BindAsync<T>(AwsIdentity caller, string? arn, Func<string?, Task<AwsResult<T>>> deploy) =>
        string.IsNullOrEmpty(arn) ? deploy(null) : configs.BindAsync(caller, arn, config => deploy(config.Arn));

    private string? DistrustOf(CodeSigningConfigRecord config, PackageSignature? signature) => signature switch
    {
        null => "it is not signed",
        { ProfileVersionArn: not { } } => "its signer's key is not one of the signing profile that it names",
        { ProfileVersionArn: { } profile } when !config.AllowedPublishers.Contains(profile) => $"its publisher {profile} is not allowed",
        { ProfileVersionArn: { } profile, KeyId: { } key } when !publishers.Trusts(profile, key) => $"its signer's key is not one of {profile} any more",
        { ProfileVersionArn: { } profile, JobArn: { } job } when publishers.IsRevoked(profile) || publishers.IsRevoked(job) => "its signature was revoked",
        { Expires: { } end } when end <= time.GetUtcNow() => $"its signature expired at {end:O}",
        _ => null,
    };

    private static partial class Log
    {
        [LoggerMessage(2601, LogLevel.Warning, "A package or layer for {Function} is not what was signed, and was refused.")]
        public static partial void Broken(ILogger logger, string function);

        [LoggerMessage(2602, LogLevel.Warning, "A package or layer for {Function}, whose code signing configuration is {Configuration}, is not trusted: {Why}.")]
        public static partial void Untrusted(ILogger logger, string function, string configuration, string why);
    }
}
