using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Mayfly.Core.Sockets;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Packages;

/// <summary>Fetches packages that are named by bucket and key from the configured S3 endpoint.</summary>
internal sealed class S3PackageSource : IDisposable
{
    private readonly AmazonS3Client? _client;

    public S3PackageSource(IOptions<S3SourceOptions> options)
    {
        if (options.Value.ServiceUrl is { } url)
        {
            _client = new AmazonS3Client(Credentials(options.Value), new AmazonS3Config
            {
                ServiceURL = url,
                ForcePathStyle = options.Value.ForcePathStyle,
                AuthenticationRegion = Environment.GetEnvironmentVariable("AWS_REGION") ?? "us-east-1",
                HttpClientFactory = new OutboundHttpClientFactory(),
            });
        }
    }

    /// <summary>Answers the fault, as AWS words it, or null with the archive.</summary>
    public async Task<(PackageFault? Fault, ReadOnlyMemory<byte> Archive)> FetchAsync(string bucket, string key, string? version, CancellationToken cancellationToken)
    {
        if (_client is null)
        {
            return (new PackageFault("No S3 endpoint is configured on this installation, so S3Bucket and S3Key cannot be read. Configure one, or send the package as ZipFile."), default);
        }

        try
        {
            using GetObjectResponse response = await _client.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key, VersionId = version }, cancellationToken);
            return await ReadAsync(response, cancellationToken);
        }
        catch (AmazonS3Exception refused)
        {
            return (new PackageFault($"Error occurred while GetObject. S3 Error Code: {Code(refused)}. S3 Error Message: {refused.Message}"), default);
        }
        catch (Exception unreachable) when (unreachable is AmazonClientException or HttpRequestException or IOException)
        {
            return (new PackageFault($"Error occurred while GetObject. The configured S3 endpoint cannot be reached: {unreachable.Message}"), default);
        }
    }

    public void Dispose() => _client?.Dispose();

    private static async Task<(PackageFault?, ReadOnlyMemory<byte>)> ReadAsync(GetObjectResponse response, CancellationToken cancellationToken)
    {
        // What does not fit zipped cannot fit unzipped. The length is the server's word, so what really comes is counted as well.
        if (response.ContentLength >= PackageLimits.Unzipped)
        {
            return (PackageFault.TooLarge, default);
        }

        using MemoryStream archive = new(capacity: (int)Math.Max(0, response.ContentLength));
        byte[] buffer = new byte[128 * 1024];
        int read;
        while ((read = await response.ResponseStream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (archive.Length + read >= PackageLimits.Unzipped)
            {
                return (PackageFault.TooLarge, default);
            }

            archive.Write(buffer, 0, read);
        }

        return (null, archive.GetBuffer().AsMemory(0, (int)archive.Length));
    }

    // Some servers answer an error without a body, as S3 itself does for HEAD.
    private static string Code(AmazonS3Exception refused) =>
        !string.IsNullOrEmpty(refused.ErrorCode) ? refused.ErrorCode : refused.StatusCode == HttpStatusCode.NotFound ? "NoSuchKey" : refused.StatusCode.ToString();

    private static AWSCredentials Credentials(S3SourceOptions options)
    {
        if (options.AccessKey is not null)
        {
            return new BasicAWSCredentials(options.AccessKey, options.SecretKey);
        }

        // Not the SDK's own search, which would ask a cloud's metadata service for the machine's role.
        return Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID") is null ? new AnonymousAWSCredentials() : new EnvironmentVariablesAWSCredentials();
    }
}
