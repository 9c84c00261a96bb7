using Mayfly.Contracts.Lambda;
using Mayfly.Core.FunctionUrls;
using Microsoft.AspNetCore.Http;

namespace Mayfly.Core.Tests.FunctionUrls;

public sealed class UrlCorsTests
{
    private const string Origin = "https://a.example";

    private static readonly Cors All = new()
    {
        AllowOrigins = [Origin],
        AllowMethods = ["GET", "POST"],
        AllowHeaders = ["x-a", "x-b"],
        ExposeHeaders = ["x-c"],
        AllowCredentials = true,
        MaxAge = 60,
    };

    [Theory]
    [InlineData("OPTIONS", Origin, "GET", true)]
    [InlineData("OPTIONS", Origin, null, false)]
    [InlineData("OPTIONS", null, "GET", false)]
    [InlineData("GET", Origin, "GET", false)]
    public void A_preflight_is_an_OPTIONS_with_an_origin_and_a_method(string method, string? origin, string? asked, bool expected)
        => Assert.Equal(expected, UrlCors.IsPreflight(Request(method, origin, asked).Request));

    [Fact]
    public void A_preflight_is_told_what_is_allowed()
    {
        DefaultHttpContext http = Request("OPTIONS", Origin, "GET");
        UrlCors.Apply(http, All, preflight: true);
        Assert.Equal(
            ["Access-Control-Allow-Credentials: true", "Access-Control-Allow-Headers: x-a,x-b", "Access-Control-Allow-Methods: GET,POST", $"Access-Control-Allow-Origin: {Origin}",
                "Access-Control-Expose-Headers: x-c", "Access-Control-Max-Age: 60", "Vary: Origin"],
            Lines(http));
    }

    [Fact]
    public void Another_request_is_told_what_concerns_its_answer_over_what_the_function_says()
    {
        DefaultHttpContext http = Request("GET", Origin, null);
        http.Response.Headers.AccessControlAllowOrigin = "https://functions.own";
        UrlCors.Apply(http, All, preflight: false);
        Assert.Equal(
            ["Access-Control-Allow-Credentials: true", $"Access-Control-Allow-Origin: {Origin}", "Access-Control-Expose-Headers: x-c", "Vary: Origin"],
            Lines(http));
    }

    [Theory]
    [InlineData("https://b.example")]
    [InlineData(null)]
    public void Who_is_not_allowed_is_told_nothing(string? origin)
    {
        DefaultHttpContext http = Request("GET", origin, null);
        UrlCors.Apply(http, All, preflight: false);
        Assert.Empty(Lines(http));
    }

    [Theory]
    [InlineData(null, "*")]
    [InlineData(false, "*")]
    [InlineData(true, Origin)]
    public void With_credentials_no_browser_takes_a_star(bool? credentials, string expected)
    {
        DefaultHttpContext http = Request("GET", Origin, null);
        UrlCors.Apply(http, new Cors { AllowOrigins = ["*"], AllowCredentials = credentials }, preflight: false);
        Assert.Equal(expected, http.Response.Headers.AccessControlAllowOrigin.ToString());
    }

    private static DefaultHttpContext Request(string method, string? origin, string? asked)
    {
        DefaultHttpContext http = new();
        http.Request.Method = method;
        http.Request.Headers.Origin = origin;
        http.Request.Headers.AccessControlRequestMethod = asked;
        return http;
    }

    private static string[] Lines(DefaultHttpContext http) => [.. http.Response.Headers.Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal)];
}
