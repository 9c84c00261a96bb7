using System.Text;
using System.Text.Json;
using Mayfly.Core.FunctionUrls;
using Microsoft.AspNetCore.Http;

namespace Mayfly.Core.Tests.FunctionUrls;

/// <summary>Results of functions as answers, payload format 2.0: what AWS was recorded to make of them, and what must not break an answer.</summary>
public sealed class UrlResponseTests
{
    [Theory]
    [InlineData("""{"hello":"world"}""", 200, "application/json", """{"hello":"world"}""")]
    [InlineData("""["hello",3,true]""", 200, "application/json", """["hello",3,true]""")]
    [InlineData("\"hello\"", 200, "application/json", "hello")]
    [InlineData("3.1", 200, "application/json", "3.1")]
    [InlineData("null", 200, "application/json", "null")]
    [InlineData("""{"statusCode":201,"body":"x"}""", 201, "application/json", "x")]
    [InlineData("""{"statusCode":"418","body":"tea"}""", 418, "application/json", "tea")]
    [InlineData("""{"statusCode":200,"body":{"a":1}}""", 200, "application/json", """{"a":1}""")]
    [InlineData("""{"statusCode":200,"headers":{"Content-Type":"text/html"},"body":"<b>"}""", 200, "text/html", "<b>")]
    [InlineData("""{"statusCode":200,"headers":{"content-type":"text/x"},"body":"AAE=","isBase64Encoded":true}""", 200, "text/x", "\0\u0001")]
    [InlineData("""{"statusCode":200}""", 200, "application/json", "")]
    [InlineData("""{"statusCode":204,"body":"lost"}""", 204, "application/json", "")]
    [InlineData("""{"statusCode":205,"body":"lost"}""", 205, "application/json", "")]
    public async Task Results_become_answers(string result, int status, string type, string body)
    {
        (bool written, HttpResponse response, string text) = await WriteAsync(result);
        Assert.Equal((true, status, type, body), (written, response.StatusCode, response.ContentType, text));
    }

    [Theory]
    [InlineData("""{"statusCode":99}""")]
    [InlineData("""{"statusCode":600}""")]
    [InlineData("""{"statusCode":"x"}""")]
    [InlineData("""{"statusCode":null}""")]
    [InlineData("""{"statusCode":200,"body":"no base64!","isBase64Encoded":true}""")]
    public async Task What_is_no_answer_leaves_none(string result)
    {
        (bool written, HttpResponse response, string text) = await WriteAsync(result);
        Assert.Equal((false, 200, ""), (written, response.StatusCode, text));
        Assert.Empty(response.Headers);
    }

    [Fact]
    public async Task Headers_and_cookies_stay_one_line_each_and_the_connection_is_ours()
    {
        (_, HttpResponse response, _) = await WriteAsync("""
            {"statusCode":200,"cookies":["a=1; Path=/","b=2\r\nX-Evil: 1",7],"headers":{
              "X-Text":"a\r\nb","X-Umlaut":"ä","X-Number":7,"X-True":true,"X.Dot":"d","Bad Name":"x","":"y","Evil:Name":"z",
              "Content-Length":"99","Transfer-Encoding":"chunked","CONNECTION":"close","Upgrade":"x" } }
            """);
        Assert.Equal(["a=1; Path=/", "b=2  X-Evil: 1"], response.Headers.SetCookie.ToArray()!);
        Assert.Equal("a  b|?|7|true|d", string.Join('|', ((string[])["X-Text", "X-Umlaut", "X-Number", "X-True", "X.Dot"]).Select(name => response.Headers[name].ToString())));
        Assert.Equal(["Content-Length", "Content-Type", "Set-Cookie", "X-Number", "X-Text", "X-True", "X-Umlaut", "X.Dot"], response.Headers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(0, response.ContentLength);
    }

    private static async Task<(bool Written, HttpResponse Response, string Text)> WriteAsync(string result)
    {
        DefaultHttpContext http = new();
        using MemoryStream body = new();
        http.Response.Body = body;
        byte[] bytes = Encoding.UTF8.GetBytes(result);
        using JsonDocument json = UrlResponse.Parse(bytes)!;
        bool written = await UrlResponse.TryWriteAsync(http, json.RootElement, bytes);
        return (written, http.Response, Encoding.UTF8.GetString(body.ToArray()));
    }
}
