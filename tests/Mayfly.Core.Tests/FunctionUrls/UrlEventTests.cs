using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Mayfly.Core.FunctionUrls;
using Mayfly.Core.Invocation;
using Microsoft.AspNetCore.Http;

namespace Mayfly.Core.Tests.FunctionUrls;

/// <summary>Requests as events of payload format 2.0, to the member.</summary>
public sealed class UrlEventTests
{
    private const string UrlId = "abcdefghijklmnopqrstuvwxyz012345";

    [Fact]
    public void A_request_has_everything_that_AWS_gives_one()
    {
        DefaultHttpContext http = Request("POST", "?a=1");
        http.Request.Headers.Append("X-Twice", new(["one", "two"]));
        http.Request.Headers.Append("Connection", "keep-alive");
        http.Request.Headers.Cookie = new(["s=1; t=2", "u=3"]);
        http.Request.Headers.UserAgent = "curl/8";
        http.Request.ContentType = "application/json";

        JsonObject expected = JsonNode.Parse($$$"""
            {
              "version": "2.0", "routeKey": "$default", "rawPath": "/a%20b", "rawQueryString": "a=1", "cookies": ["s=1", "t=2", "u=3"],
              "headers": {
                "content-type": "application/json", "host": "anything:1", "user-agent": "curl/8", "x-amzn-trace-id": "Root=1-2-3", "x-forwarded-for": "10.1.2.3",
                "x-forwarded-port": "4566", "x-forwarded-proto": "http", "x-twice": "one,two"
              },
              "queryStringParameters": { "a": "1" },
              "requestContext": {
                "accountId": "anonymous", "apiId": "{{{UrlId}}}", "domainName": "{{{UrlId}}}.lambda-url.us-east-1.localhost", "domainPrefix": "{{{UrlId}}}",
                "http": { "method": "POST", "path": "/a%20b", "protocol": "HTTP/1.1", "sourceIp": "10.1.2.3", "userAgent": "curl/8" },
                "requestId": "the-id", "routeKey": "$default", "stage": "$default", "time": "07/Sep/2021:22:50:22 +0000", "timeEpoch": 1631055022677
              },
              "body": "{\"k\":1}", "isBase64Encoded": false
            }
            """)!.AsObject();
        Assert.Equal(expected.ToJsonString(), EventOf(http, "{\"k\":1}").ToJsonString());
    }

    [Theory]
    [InlineData("?x=1&x=2&y=&z", """{"x":"1,2","y":"","z":""}""")]
    [InlineData("?a=1&A=2", """{"a":"1","A":"2"}""")]
    [InlineData("?a+b=c%2Fd+e&%C3%A4=%26", """{"a b":"c/d e","\u00E4":"\u0026"}""")]
    [InlineData("?", null)]
    [InlineData("", null)]
    public void Query_parameters_are_decoded_and_joined(string query, string? expected) => Assert.Equal(expected, EventOf(Request("GET", query))["queryStringParameters"]?.ToJsonString());

    [Theory]
    [InlineData("text/plain; charset=utf-8", "ä", false)]
    [InlineData("application/json", "{}", false)]
    [InlineData("application/xml", "<a/>", false)]
    [InlineData("application/x-www-form-urlencoded", "a=b", true)]
    [InlineData("multipart/form-data; boundary=x", "--x", true)]
    [InlineData("image/png", "x", true)]
    [InlineData(null, "x", true)]
    public void Bodies_of_binary_types_are_base64(string? type, string body, bool encoded)
    {
        DefaultHttpContext http = Request("POST", "");
        http.Request.ContentType = type;
        JsonObject json = EventOf(http, body);
        Assert.Equal((encoded, encoded ? Convert.ToBase64String(Encoding.UTF8.GetBytes(body)) : body), ((bool)json["isBase64Encoded"]!, (string?)json["body"]));
    }

    [Fact]
    public void Text_that_is_none_is_base64_too_and_nothing_is_no_body()
    {
        DefaultHttpContext http = Request("POST", "");
        http.Request.ContentType = "text/plain";
        JsonObject binary = EventOf(http, [0xff, 0xfe]);
        Assert.Equal((true, "//4="), ((bool)binary["isBase64Encoded"]!, (string?)binary["body"]));
        JsonObject none = EventOf(http, "");
        Assert.Equal((false, false), ((bool)none["isBase64Encoded"]!, none.ContainsKey("body")));
    }

    [Fact]
    public void Whatever_the_body_is_it_can_be_had_back() => Gen.Byte.Array[0, 60].Sample(body =>
    {
        DefaultHttpContext http = Request("POST", "");
        http.Request.ContentType = "text/plain";
        JsonObject json = EventOf(http, body);
        string text = (string?)json["body"] ?? "";
        Assert.Equal(body, (bool)json["isBase64Encoded"]! ? Convert.FromBase64String(text) : Encoding.UTF8.GetBytes(text));
    });

    [Fact]
    public void A_proxy_before_us_is_told_of()
    {
        DefaultHttpContext http = Request("GET", "");
        http.Request.Headers["X-Forwarded-For"] = "192.0.2.1";
        Assert.Equal("192.0.2.1, 10.1.2.3", (string?)EventOf(http)["headers"]!["x-forwarded-for"]);
    }

    [Fact]
    public void Who_signed_a_request_is_named()
    {
        JsonNode context = EventOf(Request("GET", ""), "", new UrlCaller("AKIAEXAMPLE", "111122223333"))["requestContext"]!;
        Assert.Equal("111122223333", (string?)context["accountId"]);
        Assert.Equal(
            """{"accessKey":"AKIAEXAMPLE","accountId":"111122223333","callerId":"111122223333","cognitoIdentity":null,"principalOrgId":null,"userArn":"arn:aws:iam::111122223333:root","userId":"111122223333"}""",
            context["authorizer"]!["iam"]!.ToJsonString());
    }

    [Theory]
    [InlineData("AWS4-HMAC-SHA256 Credential=111122223333/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0", "", "111122223333", "111122223333")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0", "", "AKIAEXAMPLE", "000000000000")]
    [InlineData(null, "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAEXAMPLE%2F20260101%2Fus-east-1%2Flambda%2Faws4_request", "AKIAEXAMPLE", "000000000000")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0", "", null, null)]
    [InlineData("AWS4-HMAC-SHA256 Credential=/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0", "", null, null)]
    [InlineData("Bearer Credential=AKIAEXAMPLE/20260101/us-east-1/lambda/aws4_request", "", null, null)]
    [InlineData("Basic YTpi", "", null, null)]
    [InlineData(null, "?X-Amz-Credential=AKIAEXAMPLE%2F20260101%2Fus-east-1%2Flambda%2Faws4_request", null, null)]
    [InlineData(null, "", null, null)]
    public void A_caller_is_whoever_signed_for_Lambda(string? authorization, string query, string? key, string? account)
    {
        DefaultHttpContext http = Request("GET", query);
        http.Request.Headers.Authorization = authorization;
        UrlCaller? caller = UrlCaller.Of(http.Request);
        Assert.Equal((key, account), (caller?.AccessKey, caller?.Account));
    }

    private static DefaultHttpContext Request(string method, string query)
    {
        DefaultHttpContext http = new();
        http.Request.Method = method;
        http.Request.Scheme = "http";
        http.Request.Protocol = "HTTP/1.1";
        http.Request.Host = new HostString("anything:1");
        http.Request.QueryString = new QueryString(query);
        http.Connection.RemoteIpAddress = IPAddress.Parse("10.1.2.3");
        http.Connection.LocalPort = 4566;
        return http;
    }

    private static JsonObject EventOf(DefaultHttpContext http, string body = "", UrlCaller? caller = null) => EventOf(http, Encoding.UTF8.GetBytes(body), caller);

    private static JsonObject EventOf(DefaultHttpContext http, byte[] body, UrlCaller? caller = null)
    {
        DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(1631055022677);
        FunctionUrlRecord url = new() { Qualifier = "$LATEST", UrlId = UrlId, AuthType = "NONE", Created = time, LastModified = time };
        using Payload payload = Payload.Copy(body);
        using Payload made = UrlEvent.Of(http, new UrlRequest(url, $"{UrlId}.lambda-url.us-east-1.localhost", "/a%20b", "the-id", "Root=1-2-3", caller, time), payload);
        return JsonNode.Parse(made.Span)!.AsObject();
    }
}
