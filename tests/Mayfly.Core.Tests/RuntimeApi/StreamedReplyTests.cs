using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Mayfly.Core.Invocation;
using Mayfly.Core.RuntimeApi;
using Mayfly.Core.Streaming;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Mayfly.Core.Tests.RuntimeApi;

/// <summary>Streamed responses from the wire to whoever reads them: a real server, the test as the runtime and as the reader.</summary>
public sealed class StreamedReplyTests : IAsyncLifetime
{
    private const string Head =
        "POST /2018-06-01/runtime/invocation/the-id/response HTTP/1.1\r\nHost: x\r\nContent-Type: text/x\r\nLambda-Runtime-Function-Response-Mode: streaming\r\nTransfer-Encoding: chunked\r\n\r\n";

    private const string Next = "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\n\r\n";

    private readonly LoopbackSandbox _sandbox = new();
    private readonly RuntimeSession _session = new(isStem: false);
    private readonly RuntimeApiServer _server = new(NullLogger<RuntimeApiServer>.Instance);
    private readonly List<Socket> _sockets = [];
    private readonly StreamingOptions _options = new() { BytesPerSecond = 0 };
    private readonly Channel<string> _received = Channel.CreateUnbounded<string>();

    public ValueTask InitializeAsync()
    {
        _server.Serve(_sandbox, _session);
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        _sockets.ForEach(socket => socket.Dispose());
        _session.End(RuntimeReplyKind.Exited);
        await _sandbox.DisposeAsync();
        _server.Dispose();
    }

    [Fact]
    public async Task What_the_runtime_has_written_arrives_before_it_has_written_the_rest()
    {
        (Socket runtime, PendingInvocation pending) = await DeliverAsync();
        Task reading = ReadAsync(pending);
        await SendAsync(runtime, Head + "5\r\nfirst\r\n");
        Assert.True(await Stream(pending).Begun);
        Assert.Equal("text/x", Stream(pending).ContentType);
        Assert.Equal("first", await ReceivedAsync());
        Assert.False(pending.Reply.IsCompleted);

        await SendAsync(runtime, "6\r\nsecond\r\n");
        Assert.Equal("second", await ReceivedAsync());
        await SendAsync(runtime, "0\r\n\r\n");
        await reading;
        RuntimeReply reply = await pending.Reply;
        Assert.Equal((RuntimeReplyKind.Response, null), (reply.Kind, reply.Body));
        Assert.Equal(11, Stream(pending).ProducedBytes);
        Assert.StartsWith("HTTP/1.1 202 ", await AnswerAsync(runtime), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_reader_has_not_taken_what_there_is_no_more_is_read_from_the_runtime()
    {
        const int Total = 32 << 20;
        (Socket runtime, PendingInvocation pending) = await DeliverAsync();
        Task writing = Task.Run(async () =>
        {
            string block = new('x', 1 << 20);
            await SendAsync(runtime, Head);
            for (int i = 0; i < Total / block.Length; i++)
            {
                await SendAsync(runtime, $"{block.Length:x}\r\n{block}\r\n");
            }

            await SendAsync(runtime, "0\r\n\r\n");
        }, TestContext.Current.CancellationToken);
        await Stream(pending).Begun;
        long taken = 0, ahead = 0;
        await Stream(pending).CopyAsync(async bytes =>
        {
            await Task.Yield();
            ahead = Math.Max(ahead, Stream(pending).ProducedBytes - taken);
            taken += bytes.Length;
            return true;
        });
        await writing;
        Assert.Equal(Total, taken);
        Assert.InRange(ahead, 1, 128 * 1024);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reader_that_wants_no_more_lets_the_function_come_to_its_end(bool fails)
    {
        (Socket runtime, PendingInvocation pending) = await DeliverAsync();
        int asked = 0;
        Task reading = Stream(pending).CopyAsync(_ =>
        {
            asked++;
            return fails ? throw new InvalidOperationException() : new ValueTask<bool>(asked > 1);
        });
        await SendAsync(runtime, Head + $"100000\r\n{new string('x', 1 << 20)}\r\n0\r\n\r\n");
        Assert.Equal(RuntimeReplyKind.Response, (await pending.Reply).Kind);
        await (fails ? Assert.ThrowsAsync<InvalidOperationException>(() => reading) : reading);
        Assert.Equal((1, 1L << 20), (asked, Stream(pending).ProducedBytes));
    }

    [Fact]
    public async Task A_response_comes_no_faster_than_its_bandwidth_allows()
    {
        (_options.BytesPerSecond, _options.BurstBytes) = (1000, 5);
        WatchedTime time = new();
        (Socket runtime, PendingInvocation pending) = await DeliverAsync(time);
        Task reading = ReadAsync(pending);
        await SendAsync(runtime, Head + "5\r\nfirst\r\n");
        Assert.Equal("first", await ReceivedAsync());
        await SendAsync(runtime, "6\r\nsecond\r\n0\r\n\r\n");
        await time.TimerMade;
        Assert.False(_received.Reader.TryRead(out _));
        time.Advance(TimeSpan.FromMilliseconds(6));
        Assert.Equal("second", await ReceivedAsync());
        Assert.Equal(RuntimeReplyKind.Response, (await pending.Reply).Kind);
        await reading;
    }

    [Theory]
    [InlineData("Lambda-Runtime-Function-Error-Type: Own\r\nLambda-Runtime-Function-Error-Body: eyJhIjoxfQ==\r\n", "{\"a\":1}")]
    [InlineData("Lambda-Runtime-Function-Error-Type: Own\r\nLambda-Runtime-Function-Error-Body: !\r\n", "{\"errorType\":\"Own\",\"errorMessage\":\"The function failed while it streamed its response.\"}")]
    [InlineData("Lambda-Runtime-Function-Error-Type: Own\r\n", "{\"errorType\":\"Own\",\"errorMessage\":\"The function failed while it streamed its response.\"}")]
    public async Task A_failure_in_the_middle_is_told_in_trailers(string trailers, string document)
    {
        (Socket runtime, PendingInvocation pending) = await DeliverAsync();
        Task reading = ReadAsync(pending);
        await SendAsync(runtime, $"{Head}4\r\npart\r\n0\r\n{trailers}\r\n");
        RuntimeReply reply = await pending.Reply;
        await reading;
        Assert.Equal("part", await ReceivedAsync());
        Assert.Equal((RuntimeReplyKind.Error, "Own", document), (reply.Kind, reply.ErrorType, Encoding.UTF8.GetString(reply.Body!.Span)));
        Assert.Equal("Own", StreamFailure.CodeOf(reply));
    }

    [Fact]
    public async Task A_response_past_the_limit_is_cut_there_and_the_runtime_goes_on()
    {
        _options.MaximumBytes = 10;
        (Socket runtime, PendingInvocation pending) = await DeliverAsync();
        Task reading = ReadAsync(pending);
        await SendAsync(runtime, Head + "8\r\n12345678\r\n8\r\nabcdefgh\r\n0\r\n\r\n" + Next);
        Assert.Equal(RuntimeReplyKind.ResponseTooLarge, (await pending.Reply).Kind);
        await reading;
        Assert.Equal("12345678ab", string.Concat(await AllReceivedAsync()));
        await OfferAsync();
        string answer = await AnswerAsync(runtime, until: "the-id");
        Assert.Contains("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("Exceeded maximum allowed payload size (10 bytes).", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_at_the_limit_is_whole()
    {
        _options.MaximumBytes = 8;
        (Socket runtime, PendingInvocation pending) = await DeliverAsync();
        Task reading = ReadAsync(pending);
        await SendAsync(runtime, Head + "8\r\n12345678\r\n0\r\n\r\n");
        Assert.Equal(RuntimeReplyKind.Response, (await pending.Reply).Kind);
        await reading;
    }

    [Theory]
    [InlineData("")]
    [InlineData("zz\r\n")]
    public async Task A_response_that_breaks_off_fails_when_the_runtime_asks_for_the_next_event(string nonsense)
    {
        (Socket runtime, PendingInvocation pending) = await DeliverAsync();
        Task reading = ReadAsync(pending);
        await SendAsync(runtime, Head + "4\r\npart\r\n" + nonsense);
        runtime.Shutdown(SocketShutdown.Send);
        await reading;
        await PhaseAsync(RuntimePhase.BrokenOff);
        Assert.False(pending.Reply.IsCompleted);
        await SendAsync(await ConnectAsync(), Next);
        RuntimeReply reply = await pending.Reply;
        Assert.Equal((RuntimeReplyKind.Error, "Runtime.TruncatedResponse"), (reply.Kind, reply.ErrorType));
        Assert.Equal(RuntimePhase.Ready, _session.Phase);
    }

    [Fact]
    public async Task A_response_that_breaks_off_because_its_process_ends_is_that_end()
    {
        (Socket runtime, PendingInvocation pending) = await DeliverAsync();
        Task reading = ReadAsync(pending);
        await SendAsync(runtime, Head + "4\r\npart\r\n");
        runtime.Dispose();
        await reading;
        _session.End(RuntimeReplyKind.Exited);
        RuntimeReply reply = await pending.Reply;
        Assert.Equal((RuntimeReplyKind.Exited, "Runtime.TruncatedResponse"), (reply.Kind, StreamFailure.CodeOf(reply)));
    }

    [Fact]
    public async Task An_invocation_that_ends_before_its_response_does_ends_the_reading_and_the_runtimes_wait()
    {
        (Socket runtime, PendingInvocation pending) = await DeliverAsync();
        Task writing = SendAsync(runtime, Head + $"400000\r\n{new string('x', 4 << 20)}\r\n").AsTask();
        await Stream(pending).Begun;
        TaskCompletionSource first = new(), ended = new();
        Task reading = Stream(pending).CopyAsync(async _ =>
        {
            first.TrySetResult();
            await ended.Task;
            return true;
        });
        await first.Task;
        _session.End(RuntimeReplyKind.TimedOut);
        Stream(pending).Close();
        ended.SetResult();
        await reading;
        Assert.Equal(RuntimeReplyKind.TimedOut, (await pending.Reply).Kind);

        // The rest is read and dropped, so that the runtime's write comes to its end.
        await writing;
    }

    [Fact]
    public async Task Nothing_else_is_taken_while_a_response_streams()
    {
        (Socket runtime, PendingInvocation pending) = await DeliverAsync();
        Task reading = ReadAsync(pending);
        await SendAsync(runtime, Head + "1\r\n1\r\n");
        await Stream(pending).Begun;
        Socket other = await ConnectAsync();
        foreach (string request in (string[])[Next, "POST /2018-06-01/runtime/invocation/the-id/error HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}", Head + "0\r\n\r\n"])
        {
            await SendAsync(other, request);
            Assert.StartsWith("HTTP/1.1 403 ", await AnswerAsync(other), StringComparison.Ordinal);
        }

        await SendAsync(runtime, "0\r\n\r\n");
        Assert.Equal(RuntimeReplyKind.Response, (await pending.Reply).Kind);
        await reading;
    }

    [Fact]
    public async Task A_response_that_is_not_streamed_comes_in_one_piece()
    {
        (Socket runtime, PendingInvocation pending) = await DeliverAsync();
        await SendAsync(runtime, "POST /2018-06-01/runtime/invocation/the-id/response HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n\"a\"");
        Assert.Equal("\"a\"", Encoding.UTF8.GetString((await pending.Reply).Body!.Span));
        Assert.False(Stream(pending).HasBegun);
    }

    [Fact]
    public async Task One_that_is_longer_than_others_may_be_is_streamed_all_the_same()
    {
        const int Length = RuntimeApiRequest.MaximumResponseBytes + 1;
        (Socket runtime, PendingInvocation pending) = await DeliverAsync();
        Task reading = ReadAsync(pending);
        await SendAsync(runtime, $"POST /2018-06-01/runtime/invocation/the-id/response HTTP/1.1\r\nHost: x\r\nContent-Length: {Length}\r\n\r\n{new string('x', Length)}");
        Assert.Equal((RuntimeReplyKind.Response, Length), ((await pending.Reply).Kind, (int)Stream(pending).ProducedBytes));
        await reading;
    }

    [Fact]
    public async Task A_mode_that_there_is_not_fails_the_invocation()
    {
        (Socket runtime, PendingInvocation pending) = await DeliverAsync();
        await SendAsync(runtime, Head.Replace(": streaming", ": Streaming", StringComparison.Ordinal) + "0\r\n\r\n");
        Assert.Contains("InvalidFunctionResponseMode", await AnswerAsync(runtime), StringComparison.Ordinal);
        RuntimeReply reply = await pending.Reply;
        Assert.Equal((RuntimeReplyKind.Error, "Runtime.InvalidResponseModeHeader"), (reply.Kind, reply.ErrorType));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_handler_does_when_its_response_is_out_ends_with_the_next_poll_or_the_process(bool asks)
    {
        (Socket runtime, PendingInvocation pending) = await DeliverAsync();
        Task reading = ReadAsync(pending);
        await SendAsync(runtime, Head + "0\r\n\r\n");
        await pending.Reply;
        await reading;
        Task<RuntimeReplyKind?> after = _session.AfterStream;
        Assert.False(after.IsCompleted);
        if (asks)
        {
            await SendAsync(runtime, Next);
        }
        else
        {
            _session.End(RuntimeReplyKind.Exited);
        }

        Assert.Equal(asks ? null : RuntimeReplyKind.Exited, await after);
    }

    private static ResponseStream Stream(PendingInvocation pending) => pending.Request.Stream!;

    private static ValueTask<int> SendAsync(Socket socket, string text) => socket.SendAsync(Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);

    /// <summary>What has been answered, up to a text or the connection's end.</summary>
    private static async Task<string> AnswerAsync(Socket socket, string until = "}\n")
    {
        StringBuilder answer = new();
        byte[] buffer = new byte[4096];
        while (!answer.ToString().Contains(until, StringComparison.Ordinal))
        {
            int count = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            if (count == 0)
            {
                break;
            }

            answer.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        return answer.ToString();
    }

    private async Task<(Socket Runtime, PendingInvocation Pending)> DeliverAsync(TimeProvider? time = null)
    {
        Socket runtime = await ConnectAsync();
        await SendAsync(runtime, Next);
        PendingInvocation pending = await OfferAsync(time);
        await AnswerAsync(runtime, until: "\r\n\r\n{}");
        return (runtime, pending);
    }

    private async Task<PendingInvocation> OfferAsync(TimeProvider? time = null)
    {
        await PhaseAsync(RuntimePhase.Ready);
        InvocationRequest request = new()
        {
            RequestId = "the-id",
            Event = Payload.Copy("{}"u8),
            InvokedArn = "arn",
            TraceHeader = "Root=1",
            Stream = new ResponseStream(_options, time ?? TimeProvider.System),
        };
        return _session.Offer(request, DateTimeOffset.UnixEpoch.AddDays(1));
    }

    private async Task PhaseAsync(RuntimePhase phase)
    {
        while (_session.Phase != phase)
        {
            await Task.Yield();
        }
    }

    private async Task<Socket> ConnectAsync()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _sockets.Add(socket);
        await socket.ConnectAsync((IPEndPoint)_sandbox.RuntimeApiListener.LocalEndPoint!, TestContext.Current.CancellationToken);
        return socket;
    }

    private async Task ReadAsync(PendingInvocation pending)
    {
        await Stream(pending).Begun;
        await Stream(pending).CopyAsync(bytes =>
        {
            _received.Writer.TryWrite(Encoding.Latin1.GetString(bytes));
            return new ValueTask<bool>(true);
        });
        _received.Writer.TryComplete();
    }

    private ValueTask<string> ReceivedAsync() => _received.Reader.ReadAsync(TestContext.Current.CancellationToken);

    private async Task<List<string>> AllReceivedAsync()
    {
        List<string> all = [];
        await foreach (string part in _received.Reader.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            all.Add(part);
        }

        return all;
    }

    /// <summary>Tells when somebody begins to wait for it.</summary>
    private sealed class WatchedTime : FakeTimeProvider
    {
        private readonly TaskCompletionSource _made = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task TimerMade => _made.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = base.CreateTimer(callback, state, dueTime, period);
            _made.TrySetResult();
            return timer;
        }
    }
}
