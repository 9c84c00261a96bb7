using System.Net;
using Mayfly.Core.RuntimeApi;
using Mayfly.Core.Telemetry;
using Mayfly.Core.Tests.Environments;
using Mayfly.Core.Tests.RuntimeApi;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mayfly.Core.Tests.Extensions;

/// <summary>The Extensions API's answers on the wire, in AWS's words.</summary>
public sealed class ExtensionsApiTests : IAsyncDisposable
{
    private readonly LoopbackSandbox _sandbox = new();
    private readonly RuntimeSession _session = new(isStem: false);
    private readonly RuntimeApiServer _server = new(NullLogger<RuntimeApiServer>.Instance);
    private readonly HttpClient _client;

    public ExtensionsApiTests()
    {
        _session.Extensions.Function = TestFunctions.Version();
        _session.Extensions.Expect(["outer"]);
        _server.Serve(_sandbox, _session);
        _client = new HttpClient { BaseAddress = _sandbox.Address };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _sandbox.DisposeAsync();
        _server.Dispose();
    }

    [Fact]
    public async Task Registering_answers_the_function_and_an_identifier()
    {
        (HttpStatusCode status, string body, string? identifier) = await SendAsync("POST", "register", """{"events":["INVOKE","SHUTDOWN"]}""", ("Lambda-Extension-Name", "outer"));

        Assert.Equal((HttpStatusCode.OK, """{"functionName":"f","functionVersion":"$LATEST","handler":"index.handler"}"""), (status, body));
        Assert.True(Guid.TryParse(identifier, out _));
    }

    [Fact]
    public async Task The_account_is_told_on_demand()
    {
        (_, string body, _) = await SendAsync("POST", "register", "{}", ("Lambda-Extension-Name", "outer"), ("Lambda-Extension-Accept-Feature", "other, accountId"));

        Assert.Equal("""{"accountId":"000000000000","functionName":"f","functionVersion":"$LATEST","handler":"index.handler"}""", body);
    }

    [Theory]
    [InlineData("", "{}", "Extension.InvalidExtensionName", "Empty extension name")]
    [InlineData("outer", """{"events":["SLEEP"]}""", "Extension.InvalidEventType", "SLEEP: ErrorInvalidEventType")]
    [InlineData("inner", """{"events":["SHUTDOWN"]}""", "Extension.InvalidEventType", "SHUTDOWN: ShutdownEventNotSupportedForInternalExtension")]
    [InlineData("outer", """{"configurationKeys":["a"]}""", "InvalidRequestFormat", "configurationKeys are deprecated; use environment variables instead")]
    public async Task What_cannot_be_registered_is_refused(string name, string body, string errorType, string message)
    {
        (HttpStatusCode status, string answer, _) = await SendAsync("POST", "register", body, ("Lambda-Extension-Name", name));

        Assert.Equal((HttpStatusCode.Forbidden, $$"""{"errorMessage":"{{message}}","errorType":"{{errorType}}"}""" + "\n"), (status, answer));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"events":[1]}""")]
    [InlineData("""{"events":[null]}""")]
    public async Task Garbage_is_refused(string body)
    {
        (HttpStatusCode status, string answer, _) = await SendAsync("POST", "register", body, ("Lambda-Extension-Name", "outer"));

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("\"errorType\":\"InvalidRequestFormat\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "Extension.MissingExtensionIdentifier", "Missing Lambda-Extension-Identifier header")]
    [InlineData("nonsense", "Extension.InvalidExtensionIdentifier", "Invalid Lambda-Extension-Identifier")]
    [InlineData("5f6ef36c-2f4b-4b60-8b1a-0e4be4e5f8a1", "Extension.UnknownExtensionIdentifier", "Unknown extension 5f6ef36c-2f4b-4b60-8b1a-0e4be4e5f8a1")]
    public async Task Strangers_are_refused(string? identifier, string errorType, string message)
    {
        (string, string)[] headers = identifier is null ? [] : [("Lambda-Extension-Identifier", identifier)];
        foreach ((string method, string route) in ((string, string)[])[("GET", "event/next"), ("POST", "init/error"), ("POST", "exit/error")])
        {
            (HttpStatusCode status, string answer, _) = await SendAsync(method, route, method == "POST" ? "{}" : null, headers);
            Assert.Equal((HttpStatusCode.Forbidden, $$"""{"errorMessage":"{{message}}","errorType":"{{errorType}}"}""" + "\n"), (status, answer));
        }
    }

    [Fact]
    public async Task An_error_needs_its_type_and_is_accepted_with_it()
    {
        (_, _, string? identifier) = await SendAsync("POST", "register", "{}", ("Lambda-Extension-Name", "outer"));
        (string, string) me = ("Lambda-Extension-Identifier", identifier!);

        (HttpStatusCode refused, string why, _) = await SendAsync("POST", "init/error", "{}", me);
        (HttpStatusCode accepted, string ok, _) = await SendAsync("POST", "init/error", "{}", me, ("Lambda-Extension-Function-Error-Type", "Extension.Own"));
        (HttpStatusCode over, string state, _) = await SendAsync("GET", "event/next", null, me);

        Assert.Equal((HttpStatusCode.Forbidden, """{"errorMessage":"Lambda-Extension-Function-Error-Type not found","errorType":"Extension.MissingHeader"}""" + "\n"), (refused, why));
        Assert.Equal((HttpStatusCode.Accepted, "{\"status\":\"OK\"}\n"), (accepted, ok));
        Assert.Equal(HttpStatusCode.Forbidden, over);
        Assert.Contains("State transition from InitError to Ready failed for extension outer.", state, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/2022-07-01/telemetry", "Telemetry")]
    [InlineData("/2020-08-15/logs/", "Logs")]
    public async Task Subscribing_is_over_when_Init_is(string path, string api)
    {
        (_, _, string? identifier) = await SendAsync("POST", "register", "{}", ("Lambda-Extension-Name", "outer"));
        _session.Subscribe = static _ => SubscriptionRefusal.Closed;
        const string body = """{"schemaVersion":"VERSION","types":["platform"],"destination":{"protocol":"TCP","port":8080}}""";
        string valid = body.Replace("VERSION", api == "Logs" ? "2020-08-15" : "2022-07-01", StringComparison.Ordinal);

        (HttpStatusCode status, string answer, _) = await SendToAsync("PUT", path, valid, ("Lambda-Extension-Identifier", identifier!));
        (HttpStatusCode invalid, string faults, _) = await SendToAsync("PUT", path, """{"schemaVersion":"2022-07-01"}""", ("Lambda-Extension-Identifier", identifier!));
        _session.Subscribe = static _ => null;
        (HttpStatusCode fine, string ok, _) = await SendToAsync("PUT", path, valid, ("Lambda-Extension-Identifier", identifier!));

        Assert.Equal((HttpStatusCode.Forbidden, $$"""{"errorMessage":"{{api}} API subscription is closed already","errorType":"{{api}}.SubscriptionClosed"}""" + "\n"), (status, answer));
        Assert.Equal(HttpStatusCode.BadRequest, invalid);
        Assert.Contains(api == "Logs" ? "\"errorType\":\"Logs.ValidationError\"" : "\"errorType\":\"ValidationError\"", faults, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "\"OK\"\n"), (fine, ok));
    }

    private Task<(HttpStatusCode Status, string Body, string? Identifier)> SendAsync(string method, string route, string? body, params (string Name, string Value)[] headers)
        => SendToAsync(method, "/2020-01-01/extension/" + route, body, headers);

    private async Task<(HttpStatusCode Status, string Body, string? Identifier)> SendToAsync(string method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body) };
        foreach ((string name, string value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using HttpResponseMessage response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        string? identifier = response.Headers.TryGetValues("Lambda-Extension-Identifier", out IEnumerable<string>? values) ? values.Single() : null;
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), identifier);
    }
}
