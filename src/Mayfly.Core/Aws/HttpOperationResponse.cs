using System.Buffers;
using Mayfly.Contracts;
using Mayfly.Contracts.Operations;
using Microsoft.AspNetCore.Http;

namespace Mayfly.Core.Aws;

/// <summary>Answers of operations, on ASP.NET.</summary>
public sealed class HttpOperationResponse(HttpContext http) : IOperationResponse
{
    /// <summary>Answers with an error in AWS's shape.</summary>
    public static Task RefuseAsync(HttpContext http, AwsError error)
    {
        AwsRequestId.Of(http);
        AwsErrorResponse.Write(error, new HttpOperationResponse(http));
        return http.Response.BodyWriter.FlushAsync(http.RequestAborted).AsTask();
    }

    public void SetStatus(int status) => http.Response.StatusCode = status;

    public void SetHeader(string name, string value) => http.Response.Headers[name] = value;

    public void WriteBody(string contentType, ReadOnlySpan<byte> body)
    {
        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.Length;
        http.Response.BodyWriter.Write(body);
    }
}
