using System.Net;
using System.Text;
using Mayfly.Contracts;
using Microsoft.AspNetCore.Http;

namespace Mayfly.Core.Aws;

/// <summary>AWS's older protocol, of the Security Token Service, CloudFormation and others: parameters in a form or a query, answers in XML.</summary>
public static class QueryProtocol
{
    private const string ContentType = "text/xml";

    /// <summary>Whether a client speaks it, and so reads no JSON.</summary>
    public static bool IsSpoken(HttpRequest request) => request.HasFormContentType || request.Query.ContainsKey("Action");

    public static async Task AnswerAsync(HttpContext http, string xml)
    {
        http.Response.ContentType = ContentType;
        await http.Response.WriteAsync(xml, Encoding.UTF8, http.RequestAborted);
    }

    /// <summary>Answers with an error in that protocol's shape.</summary>
    public static Task RefuseAsync(HttpContext http, AwsError error)
    {
        http.Response.StatusCode = error.Status;
        return AnswerAsync(
            http,
            $"""
            <ErrorResponse>
              <Error>
                <Type>Sender</Type>
                <Code>{error.Code}</Code>
                <Message>{WebUtility.HtmlEncode(error.Message)}</Message>
              </Error>
              <RequestId>{AwsRequestId.Of(http)}</RequestId>
            </ErrorResponse>

            """);
    }
}
