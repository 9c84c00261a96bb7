using Mayfly.Contracts;
using Mayfly.Core.Aws;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Mayfly.Core.SecurityTokens;

/// <summary>
/// What tools ask of the Security Token Service before they do anything: GetCallerIdentity. For requests signed for the service <c>sts</c>.
/// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
/// </summary>
public static class StsEndpoint
{
    private const string Version = "2011-06-15";

    /// <summary>A request has two short parameters.</summary>
    private const long LargestBody = 16 * 1024;

    /// <summary>Answers one request.</summary>
    public static async Task HandleAsync(HttpContext http, AwsIdentity caller)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = LargestBody;
        }

        AwsError? refused;
        try
        {
            refused = Check(await ParametersAsync(http));
        }
        catch (Exception unreadable) when (unreadable is BadHttpRequestException or InvalidDataException)
        {
            refused = new AwsError("MalformedInput", StatusCodes.Status400BadRequest, "The request's form cannot be read.");
        }

        await (refused is null ? QueryProtocol.AnswerAsync(http, Identity(caller, AwsRequestId.Of(http))) : QueryProtocol.RefuseAsync(http, refused));
    }

    private static async ValueTask<Func<string, string?>> ParametersAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            return name => http.Request.Query[name];
        }

        IFormCollection form = await http.Request.ReadFormAsync(http.RequestAborted);
        return name => form.TryGetValue(name, out StringValues value) ? value : http.Request.Query[name];
    }

    private static AwsError? Check(Func<string, string?> parameter) => (parameter("Action"), parameter("Version")) switch
    {
        (null or "", _) => new AwsError("MissingAction", StatusCodes.Status400BadRequest, "Missing Action"),
        ("GetCallerIdentity", Version) => null,
        (string action, var version) => new AwsError("InvalidAction", StatusCodes.Status400BadRequest, $"Could not find operation {action} for version {version ?? "NO_VERSION_SPECIFIED"}"),
    };

    /// <summary>Requests are not authenticated: whoever calls is the account itself, as AWS tells its root user.</summary>
    private static string Identity(AwsIdentity caller, string request) =>
        $"""
        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/{Version}/">
          <GetCallerIdentityResult>
            <Arn>arn:aws:iam::{caller.Account}:root</Arn>
            <UserId>{caller.Account}</UserId>
            <Account>{caller.Account}</Account>
          </GetCallerIdentityResult>
          <ResponseMetadata>
            <RequestId>{request}</RequestId>
          </ResponseMetadata>
        </GetCallerIdentityResponse>

        """;
}
