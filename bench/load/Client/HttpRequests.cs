using System.Globalization;
using System.Text;

namespace Mayfly.Bench.Load.Client;

/// <summary>Writes requests out once, ahead of the measuring.</summary>
internal static class HttpRequests
{
    public static byte[] Get(string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");

    public static byte[] Post(string path, string body) => Write("POST", path, "", body);

    /// <summary>With the headers that an AWS SDK sends, so that the server reads as much as it would have to.</summary>
    public static byte[] ToLambda(string method, string path, string body, string more = "")
    {
        string now = DateTimeOffset.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        string headers =
            "User-Agent: aws-sdk-js/3.1164.0 ua/2.1 os/linux lang/js md/nodejs#20.20.2 api/lambda#3.1164.0\r\n"
            + "X-Amz-User-Agent: aws-sdk-js/3.1164.0\r\n"
            + "Accept: */*\r\n"
            + $"Amz-Sdk-Invocation-Id: {Guid.NewGuid()}\r\n"
            + "Amz-Sdk-Request: attempt=1; max=3\r\n"
            + $"X-Amz-Date: {now}\r\n"
            + "X-Amz-Content-Sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\r\n"
            + $"Authorization: AWS4-HMAC-SHA256 Credential=test/{now[..8]}/us-east-1/lambda/aws4_request, "
            + "SignedHeaders=amz-sdk-invocation-id;amz-sdk-request;content-length;content-type;host;x-amz-content-sha256;x-amz-date;x-amz-user-agent, "
            + "Signature=2f1d1bd36c5d59d4c1d0dba3a8a4e6f3a47a9c12e8a7ac3bb6c8f3f8b7d4c1a9\r\n"
            + more;
        return Write(method, path, headers, body);
    }

    private static byte[] Write(string method, string path, string headers, string body)
        => Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));
}
