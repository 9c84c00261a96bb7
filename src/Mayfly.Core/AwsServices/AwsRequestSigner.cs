using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mayfly.Core.AwsServices;

/// <summary>Signature Version 4: https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html</summary>
internal static class AwsRequestSigner
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Signs the request with all headers that it has. Its address must have no query.</summary>
    public static void Sign(HttpRequestMessage request, ReadOnlySpan<byte> body, AwsCredentials credentials, string service, string region, DateTimeOffset now)
    {
        string time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        string bodyHash = Convert.ToHexStringLower(SHA256.HashData(body));
        request.Headers.TryAddWithoutValidation("X-Amz-Date", time);
        if (service == "s3")
        {
            request.Headers.TryAddWithoutValidation("X-Amz-Content-Sha256", bodyHash);
        }

        if (credentials.SessionToken is { Length: > 0 } token)
        {
            request.Headers.TryAddWithoutValidation("X-Amz-Security-Token", token);
        }

        SortedDictionary<string, string> headers = new(StringComparer.Ordinal) { ["host"] = request.RequestUri!.Authority };
        foreach ((string name, IEnumerable<string> values) in request.Headers.Concat(request.Content?.Headers.Where(static header => header.Key == "Content-Type") ?? []))
        {
            headers[name.ToLowerInvariant()] = string.Join(',', values).Trim();
        }

        string signed = string.Join(';', headers.Keys);
        string canonical = $"{request.Method}\n{request.RequestUri.AbsolutePath}\n\n{string.Concat(headers.Select(static header => $"{header.Key}:{header.Value}\n"))}\n{signed}\n{bodyHash}";
        string scope = $"{time[..8]}/{region}/{service}/aws4_request";
        string toSign = $"{Algorithm}\n{time}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + credentials.SecretKey);
        foreach (string part in (ReadOnlySpan<string>)[time[..8], region, service, "aws4_request"])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        string signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        request.Headers.TryAddWithoutValidation("Authorization", $"{Algorithm} Credential={credentials.AccessKey}/{scope}, SignedHeaders={signed}, Signature={signature}");
    }
}
