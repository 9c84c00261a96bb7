namespace Mayfly.Core.AwsServices;

/// <summary>Where other AWS services are, those of AWS itself or servers that speak their language, and with whose credentials they are used.</summary>
public sealed class AwsServicesOptions
{
    public AwsServiceSettings Sqs { get; set; } = new();

    public AwsServiceSettings Sns { get; set; } = new();

    public AwsServiceSettings EventBridge { get; set; } = new();

    public AwsServiceSettings S3 { get; set; } = new();
}
