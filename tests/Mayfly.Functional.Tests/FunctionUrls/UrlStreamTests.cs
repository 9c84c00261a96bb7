using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;
using Mayfly.Functional.Tests.Streaming;

namespace Mayfly.Functional.Tests.FunctionUrls;

/// <summary>URLs whose InvokeMode is RESPONSE_STREAM, and functions that stream behind ones whose is not.</summary>
public sealed class UrlStreamTests(SharedServer shared)
{
    private const string Metadata = """{"http":{"statusCode":201,"headers":{"Content-Type":"text/html","X-More":"m"},"cookies":["a=1","b=2"]} }""";

    [Theory]
    [InlineData("sdk")]
    [InlineData("boto3")]
    public async Task The_mode_is_kept_changed_and_told(string client)
    {
        // The older boto3 does not know InvokeMode: it creates and reads, the newer client changes.
        AwsClient lambda = shared.Server.Client(client), newer = shared.Server.Sdk();
        string name = await lambda.CreateAsync(FunctionSource.Node("exports.handler = async () => 1;"));
        JsonObject function = new() { ["FunctionName"] = name };
        await lambda.LambdaAsync("CreateFunctionUrlConfig", new JsonObject { ["FunctionName"] = name, ["AuthType"] = "NONE" });
        Assert.Equal("BUFFERED", (string?)(await newer.LambdaAsync("GetFunctionUrlConfig", function))["InvokeMode"]);

        JsonObject updated = await newer.LambdaAsync("UpdateFunctionUrlConfig", new JsonObject { ["FunctionName"] = name, ["InvokeMode"] = "RESPONSE_STREAM" });
        JsonObject again = await newer.LambdaAsync("UpdateFunctionUrlConfig", function);
        JsonObject listed = await newer.LambdaAsync("ListFunctionUrlConfigs", function);
        Assert.Equal(("RESPONSE_STREAM", "RESPONSE_STREAM", "RESPONSE_STREAM"), (
            (string?)updated["InvokeMode"], (string?)again["InvokeMode"], (string?)listed["FunctionUrlConfigs"]![0]!["InvokeMode"]));
    }

    [Fact]
    public async Task A_prelude_becomes_status_headers_and_cookies_and_the_body_comes_as_it_is_written()
    {
        Gate gate = new(shared.Server);
        string path = await UrlAsync(StreamingFunction.Node(gate.NodePromise));
        using HttpResponseMessage answer = await OpenAsync(path, Metadata, """{"write":"first "}""", """{"gate":true}""", """{"write":"last"}""");
        Assert.Equal((HttpStatusCode.Created, "text/html", true), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Headers.TransferEncodingChunked));
        Assert.Equal(("m", "a=1,b=2"), (answer.Headers.GetValues("X-More").Single(), string.Join(',', answer.Headers.GetValues("Set-Cookie"))));

        await using Stream body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        byte[] first = new byte[6];
        await body.ReadExactlyAsync(first, TestContext.Current.CancellationToken);
        Assert.Equal("first ", Encoding.UTF8.GetString(first));
        Assert.Single(await gate.ReachedAsync()).Open();
        using StreamReader rest = new(body);
        Assert.Equal("last", await rest.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("""{"write":"plain"}""", "application/octet-stream", "plain")]
    [InlineData("""{"type":"text/plain"},{"write":"typed"}""", "text/plain", "typed")]
    [InlineData("""{"http":{"headers":{"X":"y"}} },{"write":"no type"}""", "application/octet-stream", "no type")]
    [InlineData("""{"http":{"status":404} }""", "application/octet-stream", "")]
    public async Task Without_a_status_it_is_200(string steps, string type, string text)
    {
        string path = await UrlAsync(StreamingFunction.Node());
        using HttpResponseMessage answer = await OpenAsync(path, steps);
        Assert.Equal(
            (HttpStatusCode.OK, type, text),
            (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_handler_that_does_not_stream_has_its_result_as_the_body_as_recorded()
    {
        string path = await UrlAsync(FunctionSource.Node("exports.handler = async () => ({ statusCode: 404, body: 'x' });"));
        PlainAnswer answer = await shared.Server.Plain(path).SendAsync(HttpMethod.Get);
        Assert.Equal((200, "application/json", """{"statusCode":404,"body":"x"}"""), (answer.Status, answer.Header("Content-Type"), answer.Text));
    }

    [Theory]
    [InlineData("""{"fail":"early"}""")]
    [InlineData("""{"http":{"statusCode":99} },{"write":"x"}""")]
    [InlineData("""{"http":{"statusCode":200} },{"exit":1}""")]
    public async Task What_fails_before_its_first_byte_is_a_bad_gateway(string steps)
    {
        string path = await UrlAsync(StreamingFunction.Node());
        using HttpResponseMessage answer = await OpenAsync(path, steps);
        Assert.Equal((HttpStatusCode.BadGateway, "Internal Server Error"), (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("""{"fail":"halfway"}""")]
    [InlineData("""{"exit":1}""")]
    [InlineData("""{"hang":true}""")]
    public async Task What_fails_after_that_ends_its_connection_and_not_its_body(string step)
    {
        string path = await UrlAsync(StreamingFunction.Node());
        using HttpResponseMessage answer = await OpenAsync(path, Metadata, """{"write":"part"}""", step);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(204)]
    [InlineData(304)]
    public async Task A_status_without_a_body_has_none(int status)
    {
        string path = await UrlAsync(StreamingFunction.Node());
        using HttpResponseMessage answer = await OpenAsync(path, $$"""{"http":{"statusCode":{{status}} } }""", """{"write":"lost"}""");
        Assert.Equal((status, ""), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Cross_origin_headers_are_added_to_a_stream_too()
    {
        string path = await UrlAsync(StreamingFunction.Node(), cors: new JsonObject { ["AllowOrigins"] = new JsonArray("*") });
        using HttpResponseMessage answer = await shared.Server.Plain(path).OpenAsync(HttpMethod.Post, Encoding.UTF8.GetBytes(StreamingFunction.Steps(Metadata, """{"write":"x"}""")), ("Content-Type", "application/json"), ("Origin", "https://a.example"));
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    [Fact]
    public async Task Behind_a_URL_that_buffers_a_stream_is_the_same_answer_when_it_is_whole()
    {
        string path = await UrlAsync(StreamingFunction.Node(), mode: "BUFFERED");
        using HttpResponseMessage prelude = await OpenAsync(path, Metadata, """{"write":"a"}""", """{"write":"b"}""");
        using HttpResponseMessage plain = await OpenAsync(path, """{"write":"plain"}""");
        using HttpResponseMessage failed = await OpenAsync(path, Metadata, """{"write":"a"}""", """{"fail":"halfway"}""");
        Assert.Equal((HttpStatusCode.Created, "ab"), (prelude.StatusCode, await prelude.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        Assert.Equal((HttpStatusCode.OK, "plain"), (plain.StatusCode, await plain.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        Assert.Equal((HttpStatusCode.BadGateway, "Internal Server Error"), (failed.StatusCode, await failed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_function_that_is_throttled_says_so()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(StreamingFunction.Node());
        JsonObject url = await lambda.UrlAsync(name, mode: "RESPONSE_STREAM");
        await lambda.LambdaAsync("PutFunctionConcurrency", new JsonObject { ["FunctionName"] = name, ["ReservedConcurrentExecutions"] = 0 });
        using HttpResponseMessage answer = await OpenAsync(url.Path(), """{"write":"x"}""");
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
    }

    private Task<HttpResponseMessage> OpenAsync(string path, params IEnumerable<string> steps)
        => shared.Server.Plain(path).OpenAsync(HttpMethod.Post, Encoding.UTF8.GetBytes(StreamingFunction.Steps(steps)), ("Content-Type", "application/json"));

    private async Task<string> UrlAsync(FunctionSource source, string mode = "RESPONSE_STREAM", JsonObject? cors = null)
    {
        AwsClient lambda = shared.Server.Sdk();
        return (await lambda.UrlAsync(await lambda.CreateAsync(source), mode: mode, cors: cors)).Path();
    }
}
