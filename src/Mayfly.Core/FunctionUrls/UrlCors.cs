using System.Globalization;
using Mayfly.Contracts.Lambda;
using Microsoft.AspNetCore.Http;

namespace Mayfly.Core.FunctionUrls;

/// <summary>Cross-origin requests, answered by us and not by the function: https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors</summary>
internal static class UrlCors
{
    public static bool IsPreflight(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method) && request.Headers.Origin.Count > 0 && request.Headers.AccessControlRequestMethod.Count > 0;

    /// <summary>Adds what lets a browser see the answer, when its origin is allowed. To be called after the function's own headers, which it overrides.</summary>
    public static void Apply(HttpContext http, Cors cors, bool preflight)
    {
        string origin = http.Request.Headers.Origin.ToString();
        bool any = cors.AllowOrigins?.Contains("*") == true;
        if (origin.Length == 0 || (!any && cors.AllowOrigins?.Contains(origin, StringComparer.OrdinalIgnoreCase) != true))
        {
            return;
        }

        IHeaderDictionary headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = any && cors.AllowCredentials != true ? "*" : origin;
        headers.Append("Vary", "Origin");
        if (cors.AllowCredentials == true)
        {
            headers.AccessControlAllowCredentials = "true";
        }

        if (cors.ExposeHeaders is { Count: > 0 } exposed)
        {
            headers.AccessControlExposeHeaders = string.Join(',', exposed);
        }

        if (preflight)
        {
            Answer(headers, cors);
        }
    }

    private static void Answer(IHeaderDictionary headers, Cors cors)
    {
        if (cors.AllowMethods is { Count: > 0 } methods)
        {
            headers.AccessControlAllowMethods = string.Join(',', methods);
        }

        if (cors.AllowHeaders is { Count: > 0 } allowed)
        {
            headers.AccessControlAllowHeaders = string.Join(',', allowed);
        }

        if (cors.MaxAge is int age)
        {
            headers.AccessControlMaxAge = age.ToString(CultureInfo.InvariantCulture);
        }
    }
}
