using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.FunctionUrls;

/// <summary>Who gets through to a function by its URL, and by which of its names.</summary>
public sealed class UrlAccessTests(SharedServer shared)
{
    private const string Signature = "AWS4-HMAC-SHA256 Credential=111122223333/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host;x-amz-date, Signature=0123456789abcdef";

    private static readonly FunctionSource Echo = FunctionSource.Node("exports.handler = async (event, context) => ({ event, arn: context.invokedFunctionArn, trace: process.env._X_AMZN_TRACE_ID });");

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer x")]
    [InlineData("AWS4-HMAC-SHA256 Credential=111122223333/20260101/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=0123456789abcdef")]
    public async Task A_URL_for_signed_requests_refuses_others(string? authorization)
    {
        JsonObject url = await UrlAsync("AWS_IAM");
        PlainAnswer answer = await shared.Server.Plain(url.Path()).SendAsync(HttpMethod.Get, null, authorization is null ? [] : [("Authorization", authorization)]);
        Assert.Equal(
            (403, "application/json", "AccessDeniedException", """{"Message":"Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"}"""),
            (answer.Status, answer.Header("Content-Type"), answer.Header("x-amzn-ErrorType"), answer.Text));
        Assert.NotNull(answer.Header("x-amzn-RequestId"));
    }

    [Fact]
    public async Task Who_signs_is_named_to_the_function()
    {
        JsonObject url = await UrlAsync("AWS_IAM");
        JsonNode signed = await EventAsync(url.Path(), ("Authorization", Signature));
        JsonNode presigned = await EventAsync(url.Path("/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAEXAMPLE%2F20260101%2Fus-east-1%2Flambda%2Faws4_request&X-Amz-Signature=0"));
        Assert.Equal(("111122223333", "AKIAEXAMPLE"), (
            (string?)signed["requestContext"]!["authorizer"]!["iam"]!["accountId"], (string?)presigned["requestContext"]!["authorizer"]!["iam"]!["accessKey"]));

        JsonNode open = await EventAsync((await UrlAsync("NONE")).Path(), ("Authorization", Signature));
        Assert.Equal(("anonymous", null), ((string?)open["requestContext"]!["accountId"], open["requestContext"]!["authorizer"]));
    }

    [Fact]
    public async Task A_preflight_carries_no_signature_and_needs_none()
    {
        JsonObject url = await UrlAsync("AWS_IAM", new JsonObject { ["AllowOrigins"] = new JsonArray("*"), ["AllowMethods"] = new JsonArray("*") });
        PlainAnswer preflight = await shared.Server.Plain(url.Path()).SendAsync(HttpMethod.Options, null, ("Origin", "https://a.example"), ("Access-Control-Request-Method", "PUT"));
        Assert.Equal((200, "*", "*"), (preflight.Status, preflight.Header("Access-Control-Allow-Origin"), preflight.Header("Access-Control-Allow-Methods")));
    }

    [Fact]
    public async Task A_host_is_the_same_in_any_case_and_another_id_is_nobody()
    {
        JsonObject url = await UrlAsync("NONE");
        Assert.Equal(url.Authority().Split(':')[0], (string?)(await EventAsync("/", ("Host", url.Authority().ToUpperInvariant())))["requestContext"]!["domainName"]);
        PlainAnswer nobody = await shared.Server.Plain("/").SendAsync(HttpMethod.Get, null, ("Host", $"{new string('a', 32)}.lambda-url.us-east-1.localhost"));
        Assert.Equal((403, """{"Message":null}"""), (nobody.Status, nobody.Text));
    }

    [Fact]
    public async Task Both_forms_give_the_same_event_but_for_the_host_that_was_asked()
    {
        JsonObject url = await UrlAsync("NONE");
        JsonNode byHost = await EventAsync("/a//b/%7e?q=%20", ("Host", url.Authority()));
        JsonNode byPath = await EventAsync(url.Path("/a//b/%7e?q=%20"));
        foreach (JsonNode one in (JsonNode[])[byHost, byPath])
        {
            one["headers"]!.AsObject().Remove("host");
            one["headers"]!.AsObject().Remove("x-amzn-trace-id");
            foreach (string member in (string[])["requestId", "time", "timeEpoch"])
            {
                one["requestContext"]!.AsObject().Remove(member);
            }
        }

        Assert.Equal("/a//b/%7e", (string?)byHost["rawPath"]);
        Assert.Equal(byHost.ToJsonString(), byPath.ToJsonString());
    }

    [Fact]
    public async Task The_trace_is_the_same_for_client_event_and_function()
    {
        JsonObject url = await UrlAsync("NONE");
        PlainAnswer begun = await shared.Server.Plain(url.Path()).SendAsync(HttpMethod.Get);
        JsonNode result = JsonNode.Parse(begun.Text)!;
        string root = (string)result["event"]!["headers"]!["x-amzn-trace-id"]!;
        Assert.Matches("^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$", root);
        Assert.Matches($"^{root};Parent=[0-9a-f]{{16}};Sampled=0;Lineage=", (string?)result["trace"]);
        Assert.StartsWith(root, begun.Header("X-Amzn-Trace-Id"), StringComparison.Ordinal);

        const string Given = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
        Assert.Equal(Given, (string?)(await EventAsync(url.Path(), ("X-Amzn-Trace-Id", Given)))["headers"]!["x-amzn-trace-id"]);
    }

    [Fact]
    public async Task An_alias_has_a_URL_of_its_own_which_refuses_everybody_once_the_alias_is_gone()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(Echo);
        await lambda.LambdaAsync("PublishVersion", new JsonObject { ["FunctionName"] = name });
        await lambda.LambdaAsync("CreateAlias", new JsonObject { ["FunctionName"] = name, ["Name"] = "live", ["FunctionVersion"] = "1" });
        JsonObject latest = await lambda.UrlAsync(name), live = await lambda.UrlAsync(name, alias: "live");
        Assert.NotEqual(latest.Authority(), live.Authority());
        Assert.EndsWith($":{name}:live", (string?)live["FunctionArn"], StringComparison.Ordinal);
        Assert.EndsWith($":{name}:live", (string?)(await ResultAsync(live.Path()))["arn"], StringComparison.Ordinal);
        Assert.EndsWith($":{name}", (string?)(await ResultAsync(latest.Path()))["arn"], StringComparison.Ordinal);

        await lambda.LambdaAsync("DeleteAlias", new JsonObject { ["FunctionName"] = name, ["Name"] = "live" });
        Assert.Equal(403, (await shared.Server.Plain(live.Path()).SendAsync(HttpMethod.Get)).Status);
        Assert.Equal(200, (await shared.Server.Plain(latest.Path()).SendAsync(HttpMethod.Get)).Status);
    }

    [Theory]
    [InlineData("BUFFERED")]
    [InlineData("RESPONSE_STREAM")]
    public async Task A_HEAD_is_a_request_like_any_whose_answer_has_no_body(string mode)
    {
        AwsClient lambda = shared.Server.Sdk();
        JsonObject url = await lambda.UrlAsync(await lambda.CreateAsync(FunctionSource.Node("exports.handler = async (event) => event.requestContext.http.method;")), mode: mode);
        PlainAnswer answer = await shared.Server.Plain(url.Path()).SendAsync(HttpMethod.Head);
        Assert.Equal((200, "application/json", ""), (answer.Status, answer.Header("Content-Type"), answer.Text));
    }

    [Fact]
    public async Task Too_much_is_refused()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(Echo);
        JsonObject url = await lambda.UrlAsync(name);
        Assert.Equal(413, (await shared.Server.Plain(url.Path()).SendAsync(HttpMethod.Post, new byte[(6 * 1024 * 1024) + 1])).Status);
        await lambda.LambdaAsync("PutFunctionConcurrency", new JsonObject { ["FunctionName"] = name, ["ReservedConcurrentExecutions"] = 0 });
        PlainAnswer throttled = await shared.Server.Plain(url.Path()).SendAsync(HttpMethod.Get);
        Assert.Equal((429, "TooManyRequestsException"), (throttled.Status, throttled.Header("x-amzn-ErrorType")));
    }

    private async Task<JsonObject> UrlAsync(string auth, JsonObject? cors = null)
    {
        AwsClient lambda = shared.Server.Sdk();
        return await lambda.UrlAsync(await lambda.CreateAsync(Echo), auth, cors: cors);
    }

    private async Task<JsonNode> EventAsync(string path, params (string Name, string Value)[] headers) => (await ResultAsync(path, headers))["event"]!;

    private async Task<JsonNode> ResultAsync(string path, params (string Name, string Value)[] headers)
    {
        PlainAnswer answer = await shared.Server.Plain(path).SendAsync(HttpMethod.Get, null, headers);
        Assert.Equal(200, answer.Status);
        return JsonNode.Parse(answer.Text)!;
    }
}
