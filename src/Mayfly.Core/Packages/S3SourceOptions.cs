namespace Mayfly.Core.Packages;

/// <summary>The S3 endpoint from which functions' S3Bucket and S3Key are read. Without it such requests get a clear error.</summary>
public sealed class S3SourceOptions
{
    /// <summary>For example http://127.0.0.1:9000; null when there is none.</summary>
    public string? ServiceUrl { get; set; }

    /// <summary>True for http://host/bucket/key, which most servers other than AWS want; false for http://bucket.host/key.</summary>
    public bool ForcePathStyle { get; set; } = true;

    /// <summary>With <see cref="SecretKey"/>; null to take AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY from the environment, or else to ask without a signature.</summary>
    public string? AccessKey { get; set; }

    public string? SecretKey { get; set; }
}
