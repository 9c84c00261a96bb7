using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Mayfly.Core.Runtimes;

/// <summary>Mayfly's own resource GET "/_mayfly/runtimes": each runtime of each pack, what was found for it, and how to add what is missing.</summary>
public sealed class RuntimesEndpoint(IRuntimeRegistry registry)
{
    /// <summary>The resource's path.</summary>
    public const string Path = "/_mayfly/runtimes";

    // Nothing changes while the server runs.
    private readonly byte[] _body = JsonSerializer.SerializeToUtf8Bytes(new RuntimeReport(registry.Statuses), RuntimesJson.Default.RuntimeReport);

    /// <summary>Answers the report, or 405 to anything but GET.</summary>
    public Task HandleAsync(HttpContext http)
    {
        if (!HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            http.Response.Headers.Allow = HttpMethods.Get;
            return Task.CompletedTask;
        }

        http.Response.ContentType = "application/json";
        http.Response.ContentLength = _body.Length;
        return http.Response.Body.WriteAsync(_body, 0, _body.Length, http.RequestAborted);
    }
}
