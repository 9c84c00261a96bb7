namespace Mayfly.Core.AwsServices;

/// <summary>What requests are signed with.</summary>
internal sealed record AwsCredentials(string AccessKey, string SecretKey, string? SessionToken)
{
    /// <summary>Those of the settings, else of the environment; null where there are none. Profiles and the cloud's metadata service are not asked.</summary>
    public static AwsCredentials? Of(AwsServiceSettings settings)
    {
        if (settings.AccessKey is not null)
        {
            return new AwsCredentials(settings.AccessKey, settings.SecretKey!, null);
        }

        return Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID") is { Length: > 0 } key && Environment.GetEnvironmentVariable("AWS_SECRET_ACCESS_KEY") is { Length: > 0 } secret
            ? new AwsCredentials(key, secret, Environment.GetEnvironmentVariable("AWS_SESSION_TOKEN"))
            : null;
    }
}
