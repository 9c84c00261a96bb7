using System.Net;
using System.Net.Sockets;
using System.Text;
using Mayfly.Core.Invocation;
using Mayfly.Core.RuntimeApi;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mayfly.Core.Tests.RuntimeApi;

/// <summary>The Runtime API on the wire: a real server, and the test as the runtime.</summary>
public sealed class RuntimeApiServerTests : IAsyncLifetime
{
    private readonly LoopbackSandbox _sandbox = new();
    private readonly RuntimeSession _session = new(isStem: false);
    private readonly RuntimeApiServer _server = new(NullLogger<RuntimeApiServer>.Instance);
    private readonly HttpClient _client;

    public RuntimeApiServerTests() => _client = new HttpClient { BaseAddress = _sandbox.Address };

    public ValueTask InitializeAsync()
    {
        _server.Serve(_sandbox, _session);
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _session.End(RuntimeReplyKind.Exited);
        await _sandbox.DisposeAsync();
        _server.Dispose();
    }

    [Fact]
    public async Task The_next_event_comes_with_its_headers()
    {
        (HttpResponseMessage next, _) = await DeliverAsync("{\"a\":1}", clientContext: "{\"custom\":{}}");
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.Equal("the-id", Header(next, "Lambda-Runtime-Aws-Request-Id"));
        Assert.Equal("86400000", Header(next, "Lambda-Runtime-Deadline-Ms"));
        Assert.Equal("arn:aws:lambda:us-east-1:000000000000:function:f", Header(next, "Lambda-Runtime-Invoked-Function-Arn"));
        Assert.Equal("Root=1-2-3", Header(next, "Lambda-Runtime-Trace-Id"));
        Assert.Equal("{\"custom\":{}}", Header(next, "Lambda-Runtime-Client-Context"));
        Assert.Equal("{\"a\":1}", await next.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_response_completes_the_invocation_and_a_second_one_is_refused()
    {
        (_, PendingInvocation pending) = await DeliverAsync("{}");
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("invocation/the-id/response", "\"done\"")).StatusCode);
        RuntimeReply reply = await pending.Reply;
        Assert.Equal(RuntimeReplyKind.Response, reply.Kind);
        Assert.Equal("\"done\"", Encoding.UTF8.GetString(reply.Body!.Span));
        HttpResponseMessage second = await PostAsync("invocation/the-id/response", "\"again\"");
        Assert.Equal(HttpStatusCode.Forbidden, second.StatusCode);
        Assert.Contains("InvalidStateTransition", await second.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_for_another_request_is_refused()
    {
        await DeliverAsync("{}");
        HttpResponseMessage refused = await PostAsync("invocation/another-id/response", "1");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("InvalidRequestID", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_past_six_megabytes_is_too_large_and_the_runtime_goes_on()
    {
        (_, PendingInvocation pending) = await DeliverAsync("{}");
        HttpResponseMessage refused = await PostAsync("invocation/the-id/response", new string('x', RuntimeApiRequest.MaximumResponseBytes + 1));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Equal(RuntimeReplyKind.ResponseTooLarge, (await pending.Reply).Kind);
        (HttpResponseMessage next, _) = await DeliverAsync("{}");
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task An_error_carries_its_type()
    {
        (_, PendingInvocation pending) = await DeliverAsync("{}");
        using HttpRequestMessage request = new(HttpMethod.Post, "/2018-06-01/runtime/invocation/the-id/error") { Content = new StringContent("{\"errorType\":\"E\"}") };
        request.Headers.Add("Lambda-Runtime-Function-Error-Type", "Function.E");
        Assert.Equal(HttpStatusCode.Accepted, (await _client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
        RuntimeReply reply = await pending.Reply;
        Assert.Equal((RuntimeReplyKind.Error, "Function.E"), (reply.Kind, reply.ErrorType));
    }

    [Fact]
    public async Task A_stream_that_fails_midway_is_an_error_with_the_trailers_document()
    {
        (_, PendingInvocation pending) = await DeliverAsync("{}");
        string document = Convert.ToBase64String("{\"errorType\":\"Mid\"}"u8);
        await RawAsync(
            "POST /2018-06-01/runtime/invocation/the-id/response HTTP/1.1\r\nHost: x\r\nLambda-Runtime-Function-Response-Mode: streaming\r\nTransfer-Encoding: chunked\r\n"
            + "Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n\r\n4\r\npart\r\n0\r\n"
            + $"Lambda-Runtime-Function-Error-Type: Mid\r\nLambda-Runtime-Function-Error-Body: {document}\r\n\r\n");
        RuntimeReply reply = await pending.Reply;
        Assert.Equal((RuntimeReplyKind.Error, "Mid"), (reply.Kind, reply.ErrorType));
        Assert.Equal("{\"errorType\":\"Mid\"}", Encoding.UTF8.GetString(reply.Body!.Span));
    }

    [Fact]
    public async Task Response_and_next_poll_in_one_write_are_both_served()
    {
        (_, PendingInvocation first) = await DeliverAsync("{}");
        TaskCompletionSource ready = new();
        _session.BecameReady = ready.SetResult;
        Task<string> answers = RawAsync(
            "POST /2018-06-01/runtime/invocation/the-id/response HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n1GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        Assert.Equal(RuntimeReplyKind.Response, (await first.Reply).Kind);
        await ready.Task;
        _session.Offer(Event("{\"second\":true}", "2", null), DateTimeOffset.UnixEpoch);
        string text = await answers;
        Assert.StartsWith("HTTP/1.1 202 ", text, StringComparison.Ordinal);
        Assert.EndsWith("{\"second\":true}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_in_chunks_arrives_whole_wherever_it_is_cut()
    {
        const string Request = "POST /2018-06-01/runtime/invocation/the-id/response HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3;ext=1\r\n\"ab\r\nA\r\ncdefghijkl\r\n1\r\n\"\r\n0\r\n\r\n";
        for (int cut = 1; cut < Request.Length; cut += 3)
        {
            (_, PendingInvocation pending) = await DeliverAsync("{}");
            await RawAsync(Request[..cut], Request[cut..]);
            Assert.Equal("\"abcdefghijkl\"", Encoding.UTF8.GetString((await pending.Reply).Body!.Span));
        }
    }

    [Theory]
    [InlineData("Content-Length: 10\r\n\r\n\"cut")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n4\r\n\"cut\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n4\r\n\"cut1\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\n\"cut")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n-1\r\n\"cut")]
    public async Task A_response_that_breaks_off_is_none(string rest)
    {
        (_, PendingInvocation pending) = await DeliverAsync("{}");
        await RawAsync($"POST /2018-06-01/runtime/invocation/the-id/response HTTP/1.1\r\nHost: x\r\n{rest}");
        Assert.False(pending.Reply.IsCompleted);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("invocation/the-id/response", "1")).StatusCode);
    }

    [Fact]
    public async Task A_client_that_asks_whether_to_go_on_is_told_so()
    {
        (_, PendingInvocation pending) = await DeliverAsync("{}");
        using HttpRequestMessage request = new(HttpMethod.Post, "/2018-06-01/runtime/invocation/the-id/response") { Content = new StringContent("\"told\"") };
        request.Headers.ExpectContinue = true;
        Assert.Equal(HttpStatusCode.Accepted, (await _client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal("\"told\"", Encoding.UTF8.GetString((await pending.Reply).Body!.Span));
    }

    [Fact]
    public async Task An_event_for_a_poll_whose_connection_has_ended_waits_for_the_next_poll()
    {
        await RawAsync("GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\n\r\n");
        _session.Offer(Event("{\"kept\":true}", "the-id", null), DateTimeOffset.UnixEpoch);
        HttpResponseMessage next = await _client.GetAsync(new Uri("/2018-06-01/runtime/invocation/next", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("{\"kept\":true}", await next.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task More_connections_than_a_sandbox_may_have_wait_for_one_to_end()
    {
        List<Socket> idle = [];
        for (int i = 0; i < RuntimeApiServer.ConnectionsPerSandbox; i++)
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            idle.Add(socket);
            await socket.ConnectAsync(_sandbox.RuntimeApiListener.LocalEndPoint!, TestContext.Current.CancellationToken);
        }

        Task<HttpResponseMessage> waiting = _client.GetAsync(new Uri("/2018-06-01/ping", UriKind.Relative), TestContext.Current.CancellationToken);
        idle[0].Dispose();
        Assert.Equal(HttpStatusCode.OK, (await waiting).StatusCode);
        idle.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task Garbage_closes_its_connection_and_harms_nothing_else()
    {
        (_, PendingInvocation pending) = await DeliverAsync("{}");
        string answer = await RawAsync("\u0001\u0002 nonsense\r\n\r\n");

        // Whether the refusal still gets out before the connection ends is the transport's affair.
        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 400 ", StringComparison.Ordinal), answer);
        Assert.False(pending.Reply.IsCompleted);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("invocation/the-id/response", "1")).StatusCode);
    }

    [Fact]
    public async Task Init_errors_end_the_initialisation()
    {
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("init/error", "{\"errorType\":\"Runtime.ImportModuleError\"}")).StatusCode);
        InitResult result = await _session.Initialised;
        Assert.Equal(InitResultKind.Error, result.Kind);
        Assert.Equal("{\"errorType\":\"Runtime.ImportModuleError\"}", Encoding.UTF8.GetString(result.Error!.Span));
    }

    [Theory]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("POST", "/2018-06-01/runtime/invocation/next", 405)]
    [InlineData("GET", "/2018-06-01/runtime/invocation/x/response", 405)]
    [InlineData("GET", "/mayfly/stem/claim", 404)]
    public async Task Other_requests_are_refused(string method, string path, int status)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        Assert.Equal(status, (int)(await _client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }

    private async Task<(HttpResponseMessage Next, PendingInvocation Pending)> DeliverAsync(string json, string? clientContext = null)
    {
        Task<HttpResponseMessage> next = _client.GetAsync(new Uri("/2018-06-01/runtime/invocation/next", UriKind.Relative), TestContext.Current.CancellationToken);
        while (_session.Phase != RuntimePhase.Ready)
        {
            await Task.Yield();
        }

        PendingInvocation pending = _session.Offer(Event(json, "the-id", clientContext), DateTimeOffset.UnixEpoch.AddDays(1));
        return (await next, pending);
    }

    private static InvocationRequest Event(string json, string id, string? clientContext) => new()
    {
        RequestId = id,
        Event = Payload.Copy(Encoding.UTF8.GetBytes(json)),
        InvokedArn = "arn:aws:lambda:us-east-1:000000000000:function:f",
        TraceHeader = "Root=1-2-3",
        ClientContext = clientContext,
    };

    private Task<HttpResponseMessage> PostAsync(string route, string body)
        => _client.PostAsync(new Uri($"/2018-06-01/runtime/{route}", UriKind.Relative), new StringContent(body), TestContext.Current.CancellationToken);

    private async Task<string> RawAsync(params string[] parts)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(_sandbox.RuntimeApiListener.LocalEndPoint!, TestContext.Current.CancellationToken);
        await using NetworkStream stream = new(socket);
        foreach (string part in parts)
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(part), TestContext.Current.CancellationToken);
            await Task.Yield();
        }

        if (!parts[^1].Contains("Connection: close", StringComparison.Ordinal))
        {
            socket.Shutdown(SocketShutdown.Send);
        }

        using StreamReader reader = new(stream);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static string Header(HttpResponseMessage message, string name) => string.Join(",", message.Headers.GetValues(name));
}
