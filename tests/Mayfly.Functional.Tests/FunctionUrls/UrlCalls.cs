using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;

namespace Mayfly.Functional.Tests.FunctionUrls;

/// <summary>URLs made for a test, and the two ways to them.</summary>
internal static class UrlCalls
{
    public static Task<JsonObject> UrlAsync(this AwsClient lambda, string name, string auth = "NONE", string? mode = null, JsonObject? cors = null, string? alias = null)
    {
        JsonObject creation = new() { ["FunctionName"] = name, ["AuthType"] = auth };
        foreach ((string member, JsonNode? value) in ((string, JsonNode?)[])[("InvokeMode", mode), ("Cors", cors), ("Qualifier", alias)])
        {
            if (value is not null)
            {
                creation[member] = value;
            }
        }

        return lambda.LambdaAsync("CreateFunctionUrlConfig", creation);
    }

    /// <summary>The URL's host and port.</summary>
    public static string Authority(this JsonObject url) => new Uri((string)url["FunctionUrl"]!).Authority;

    /// <summary>The same URL for who cannot set a host.</summary>
    public static string Path(this JsonObject url, string path = "/") => $"/_mayfly/url/{url.Authority().Split('.')[0]}{path}";
}
