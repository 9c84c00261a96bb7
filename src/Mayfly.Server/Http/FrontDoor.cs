using Mayfly.Contracts;
using Mayfly.Core.Aws;
using Mayfly.Core.FunctionUrls;
using Mayfly.Core.Logs;
using Mayfly.Core.Packages;
using Mayfly.Core.Runtimes;
using Mayfly.Core.SecurityTokens;

namespace Mayfly.Server.Http;

/// <summary>
/// One endpoint serves several AWS services. Which one a request is for is told by its signature's scope, else by X-Amz-Target, else by its
/// path.
/// </summary>
internal sealed class FrontDoor(LambdaEndpoint lambda, LogsEndpoint logs, PackageDownload packages, RuntimesEndpoint runtimes, FunctionUrlEndpoint urls)
{
    public Task HandleAsync(HttpContext http)
    {
        string path = http.Request.Path.Value ?? "/";
        if (path.StartsWith("/_mayfly/packages/", StringComparison.Ordinal))
        {
            return packages.HandleAsync(http);
        }

        if (FunctionUrlEndpoint.IsFor(http.Request, out string urlId))
        {
            return urls.HandleAsync(http, urlId);
        }

        if (path == RuntimesEndpoint.Path)
        {
            return runtimes.HandleAsync(http);
        }

        AwsIdentity caller = CredentialScope.Read(http.Request.Headers.Authorization, http.Request.Query["X-Amz-Credential"]);
        string service = caller.Service ?? GuessService(http);
        return service switch
        {
            "lambda" => lambda.HandleAsync(http, caller),
            "logs" => logs.HandleAsync(http, caller),
            "sts" => StsEndpoint.HandleAsync(http, caller),
            _ => RefuseAsync(http, service),
        };
    }

    /// <summary>In each of the protocols that AWS's services have.</summary>
    private static Task RefuseAsync(HttpContext http, string service)
    {
        const string Code = "UnknownOperationException";
        AwsError error = new(Code, StatusCodes.Status404NotFound, $"The service {service} is not offered by this server. It offers lambda, logs and sts.")
        {
            Members = new Dictionary<string, string> { ["__type"] = Code },
        };
        return QueryProtocol.IsSpoken(http.Request) ? QueryProtocol.RefuseAsync(http, error) : HttpOperationResponse.RefuseAsync(http, error);
    }

    private static string GuessService(HttpContext http)
        => http.Request.Headers["X-Amz-Target"] is [string target] && target.StartsWith(LogsEndpoint.TargetPrefix, StringComparison.Ordinal) ? "logs" : "lambda";
}
