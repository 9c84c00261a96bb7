using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.FunctionUrls;

/// <summary>Function URLs: their configuration through real clients, and what a plain HTTP client meets at them.</summary>
public sealed class FunctionUrlTests(SharedServer shared)
{
    private static readonly FunctionSource Echo = FunctionSource.Node("""
        exports.handler = async (e) => {
            if (e.rawPath === '/fail') throw new Error('no');
            if (e.rawPath === '/plain') return 'hi';
            if (e.rawPath === '/bytes') return { statusCode: 201, headers: { 'Content-Type': 'image/x', 'X-More': 'm' }, cookies: ['a=1', 'b=2'], body: 'AAECAw==', isBase64Encoded: true };
            return e;
        };
        """);

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task A_URL_is_made_changed_listed_and_deleted(string client)
    {
        AwsClient lambda = shared.Server.Client(client);
        string name = await lambda.CreateAsync(Echo);
        JsonObject function = new() { ["FunctionName"] = name };
        JsonObject creation = new() { ["FunctionName"] = name, ["AuthType"] = "NONE" };
        JsonObject created = await lambda.LambdaAsync("CreateFunctionUrlConfig", creation);
        Assert.Matches("^http://[a-z0-9]{32}\\.lambda-url\\.us-east-1\\.localhost:[0-9]+/$", (string?)created["FunctionUrl"]);
        AwsCallException twice = await lambda.RefusedAsync("CreateFunctionUrlConfig", creation);
        Assert.Equal(("ResourceConflictException", 409), (twice.Code, twice.Status));

        JsonObject updated = await lambda.LambdaAsync(
            "UpdateFunctionUrlConfig", new JsonObject { ["FunctionName"] = name, ["AuthType"] = "AWS_IAM", ["Cors"] = new JsonObject { ["AllowOrigins"] = new JsonArray("*") } });
        JsonObject read = await lambda.LambdaAsync("GetFunctionUrlConfig", function);
        JsonObject listed = await lambda.LambdaAsync("ListFunctionUrlConfigs", function);
        Assert.Equal(("AWS_IAM", "*"), ((string?)updated["AuthType"], (string?)read["Cors"]!["AllowOrigins"]![0]));
        Assert.Equal((string?)created["FunctionUrl"], (string?)Assert.Single(listed["FunctionUrlConfigs"]!.AsArray())!["FunctionUrl"]);
        Assert.Equal(403, (await shared.Server.Plain(created.Path()).SendAsync(HttpMethod.Get)).Status);

        await lambda.LambdaAsync("DeleteFunctionUrlConfig", function);
        Assert.Equal(404, (await lambda.RefusedAsync("GetFunctionUrlConfig", function)).Status);
        PlainAnswer gone = await shared.Server.Plain(created.Path()).SendAsync(HttpMethod.Get);
        Assert.Equal((403, """{"Message":null}""", "AccessDeniedException"), (gone.Status, gone.Text, gone.Header("x-amzn-ErrorType")));
    }

    [Fact]
    public async Task A_request_becomes_an_event_of_format_2()
    {
        (JsonObject url, string host) = await UrlAsync();
        PlainRequest request = shared.Server.Plain("/a%20b/c?x=1&x=2&y=");
        PlainAnswer answer = await request.SendAsync(
            HttpMethod.Post, "{\"k\":1}"u8.ToArray(), ("Host", host), ("Content-Type", "application/json"), ("Cookie", "s=1; t=2"), ("X-Twice", "one"), ("X-Twice", "two"));
        JsonObject e = JsonNode.Parse(answer.Text)!.AsObject();

        Assert.Equal((200, "application/json"), (answer.Status, answer.Header("Content-Type")));
        Assert.Equal(("2.0", "$default", "/a%20b/c", "x=1&x=2&y="), ((string?)e["version"], (string?)e["routeKey"], (string?)e["rawPath"], (string?)e["rawQueryString"]));
        Assert.Equal("""["s=1","t=2"]""", e["cookies"]!.ToJsonString());
        Assert.Equal(("1,2", "one,two"), ((string?)e["queryStringParameters"]!["x"], ((string?)e["headers"]!["x-twice"])?.Replace(" ", "", StringComparison.Ordinal)));
        Assert.Equal(("{\"k\":1}", false), ((string?)e["body"], (bool)e["isBase64Encoded"]!));
        Assert.Equal(("POST", host.Split(':')[0]), ((string?)e["requestContext"]!["http"]!["method"], (string?)e["requestContext"]!["domainName"]));
        Assert.Equal(answer.Header("x-amzn-RequestId"), (string?)e["requestContext"]!["requestId"]);

        PlainAnswer binary = await shared.Server.Plain(url.Path("/b")).SendAsync(HttpMethod.Put, [0, 255], ("Content-Type", "application/octet-stream"));
        JsonObject bytes = JsonNode.Parse(binary.Text)!.AsObject();
        Assert.Equal(("/b", "AP8=", true), ((string?)bytes["rawPath"], (string?)bytes["body"], (bool)bytes["isBase64Encoded"]!));
    }

    [Fact]
    public async Task A_result_becomes_an_answer()
    {
        (JsonObject url, _) = await UrlAsync();
        PlainAnswer bytes = await shared.Server.Plain(url.Path("/bytes")).SendAsync(HttpMethod.Get);
        Assert.Equal((201, "image/x", "m", "a=1,b=2"), (bytes.Status, bytes.Header("Content-Type"), bytes.Header("X-More"), bytes.Header("Set-Cookie")));
        Assert.Equal([0, 1, 2, 3], bytes.Body);
        Assert.Equal("hi", (await shared.Server.Plain(url.Path("/plain")).SendAsync(HttpMethod.Get)).Text);
        PlainAnswer failed = await shared.Server.Plain(url.Path("/fail")).SendAsync(HttpMethod.Get);
        Assert.Equal((502, "Internal Server Error"), (failed.Status, failed.Text));
    }

    [Fact]
    public async Task Cross_origin_requests_are_answered_for_the_function()
    {
        (JsonObject url, _) = await UrlAsync(new JsonObject { ["AllowOrigins"] = new JsonArray("https://a.example"), ["AllowMethods"] = new JsonArray("GET"), ["MaxAge"] = 60 });
        PlainAnswer preflight = await shared.Server.Plain(url.Path("/fail")).SendAsync(HttpMethod.Options, null, ("Origin", "https://a.example"), ("Access-Control-Request-Method", "GET"));
        PlainAnswer answer = await shared.Server.Plain(url.Path("/plain")).SendAsync(HttpMethod.Get, null, ("Origin", "https://a.example"));
        PlainAnswer other = await shared.Server.Plain(url.Path("/plain")).SendAsync(HttpMethod.Get, null, ("Origin", "https://b.example"));

        Assert.Equal((200, "https://a.example", "GET", "60"), (
            preflight.Status, preflight.Header("Access-Control-Allow-Origin"), preflight.Header("Access-Control-Allow-Methods"), preflight.Header("Access-Control-Max-Age")));
        Assert.Equal(("hi", "https://a.example"), (answer.Text, answer.Header("Access-Control-Allow-Origin")));
        Assert.Equal(("hi", null), (other.Text, other.Header("Access-Control-Allow-Origin")));
    }

    private async Task<(JsonObject Url, string Host)> UrlAsync(JsonObject? cors = null)
    {
        AwsClient lambda = shared.Server.Sdk();
        JsonObject created = await lambda.UrlAsync(await lambda.CreateAsync(Echo), cors: cors);
        return (created, created.Authority());
    }
}
