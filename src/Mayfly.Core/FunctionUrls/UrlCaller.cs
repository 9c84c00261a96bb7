using Mayfly.Core.Aws;
using Microsoft.AspNetCore.Http;

namespace Mayfly.Core.FunctionUrls;

/// <summary>
/// Who signed a request to a URL whose AuthType is AWS_IAM, by the credential that the signature names. The signature itself is not checked: there are no users here yet, and
/// everybody speaks as the root of his account.
/// </summary>
/// <param name="AccessKey">The access key id.</param>
/// <param name="Account">The account.</param>
internal sealed record UrlCaller(string AccessKey, string Account)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Null when the request is not signed for Lambda, in its headers or its query: AWS refuses it then, and so do we.</summary>
    public static UrlCaller? Of(HttpRequest request)
    {
        string? credential = request.Headers.Authorization is [{ } header] && header.StartsWith(Algorithm + " ", StringComparison.Ordinal)
            ? Part(header, "Credential=")
            : request.Query["X-Amz-Algorithm"] is [Algorithm] && request.Query["X-Amz-Credential"] is [{ } presigned] ? presigned : null;
        if (credential is null || !credential.EndsWith("/lambda/aws4_request", StringComparison.Ordinal))
        {
            return null;
        }

        int end = credential.IndexOf('/', StringComparison.Ordinal);
        return end <= 0 ? null : new UrlCaller(credential[..end], CredentialScope.Read(request.Headers.Authorization, request.Query["X-Amz-Credential"]).Account);
    }

    private static string? Part(string header, string name)
    {
        int start = header.IndexOf(name, StringComparison.Ordinal);
        return start < 0 ? null : header[(start + name.Length)..].Split(',', 2)[0].Trim();
    }
}
