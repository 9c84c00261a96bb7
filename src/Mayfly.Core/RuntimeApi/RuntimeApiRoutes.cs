using Mayfly.Core.Extensions.Api;
using Mayfly.Core.Telemetry;
using Mayfly.Core.Telemetry.Api;

namespace Mayfly.Core.RuntimeApi;

/// <summary>
/// Routes of the Runtime API, version 2018-06-01: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html, and of the Extensions, Telemetry and Logs
/// APIs at the same address.
/// </summary>
internal static class RuntimeApiRoutes
{
    private const string Invocations = "/2018-06-01/runtime/invocation/";
    private const string Response = "/response";
    private const string Error = "/error";

    public static Task ServeAsync(RuntimeApiRequest request)
    {
        string path = request.Path;
        if (path.StartsWith(Invocations, StringComparison.Ordinal))
        {
            ReadOnlySpan<char> rest = path.AsSpan(Invocations.Length);
            if (rest is "next")
            {
                return request.IsGet ? NextRoute.HandleAsync(request) : request.RefuseMethodAsync();
            }

            if (rest.EndsWith(Response, StringComparison.Ordinal))
            {
                return request.IsPost ? ResponseRoute.HandleAsync(request, rest[..^Response.Length].ToString()) : request.RefuseMethodAsync();
            }

            if (rest.EndsWith(Error, StringComparison.Ordinal))
            {
                return request.IsPost ? ErrorRoute.HandleAsync(request, rest[..^Error.Length].ToString()) : request.RefuseMethodAsync();
            }
        }

        if (path.StartsWith(ExtensionRoutes.Prefix, StringComparison.Ordinal))
        {
            return ExtensionRoutes.ServeAsync(request);
        }

        return path switch
        {
            SubscribeRoute.TelemetryPath or SubscribeRoute.TelemetryPath + "/" => request.IsPut ? SubscribeRoute.HandleAsync(request, TelemetryApi.Telemetry) : request.RefuseMethodAsync(),
            SubscribeRoute.LogsPath or SubscribeRoute.LogsPath + "/" => request.IsPut ? SubscribeRoute.HandleAsync(request, TelemetryApi.Logs) : request.RefuseMethodAsync(),
            "/2018-06-01/runtime/init/error" => request.IsPost ? InitErrorRoute.HandleAsync(request) : request.RefuseMethodAsync(),
            "/mayfly/stem/claim" => request.IsGet ? StemClaimRoute.HandleAsync(request) : request.RefuseMethodAsync(),
            "/2018-06-01/ping" => request.AnswerAsync(200, "pong"u8, "text/plain"),
            _ => request.AnswerAsync(404, "404 page not found\n"u8, "text/plain"),
        };
    }
}
