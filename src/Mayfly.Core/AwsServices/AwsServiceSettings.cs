namespace Mayfly.Core.AwsServices;

/// <summary>One service of <see cref="AwsServicesOptions"/>.</summary>
public sealed class AwsServiceSettings
{
    /// <summary>For example http://127.0.0.1:4100; null for AWS's own endpoint in the region of what is addressed.</summary>
    public string? ServiceUrl { get; set; }

    /// <summary>The region that requests are signed for; null for that of what is addressed.</summary>
    public string? Region { get; set; }

    /// <summary>With <see cref="SecretKey"/>; null to take AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN from the server's environment.</summary>
    public string? AccessKey { get; set; }

    public string? SecretKey { get; set; }
}
