namespace Mayfly.Server.Http;

/// <summary>GET /health: 200 from the moment that requests are served.</summary>
internal static class HealthEndpoint
{
    public static void MapHealth(this WebApplication app) => app.Use(static (http, next) =>
        http.Request.Path == "/health" && HttpMethods.IsGet(http.Request.Method)
            ? http.Response.WriteAsync("{\"status\":\"ready\"}\n")
            : next(http));
}
