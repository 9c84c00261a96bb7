using CsCheck;
using Mayfly.Core.Invocation;
using Mayfly.Core.RuntimeApi;

namespace Mayfly.Core.Tests.RuntimeApi;

public sealed class RuntimeSessionTests
{
    private const string Connection = "c1";

    private static InvocationRequest Event(string id) => new() { RequestId = id, Event = Payload.Copy("{}"u8), InvokedArn = "arn", TraceHeader = "Root=1" };

    private static RuntimeReply Answer() => new(RuntimeReplyKind.Response, Payload.Copy("1"u8));

    private static async Task<RuntimeSession> ReadySessionAsync()
    {
        RuntimeSession session = new(isStem: false);
        Assert.True(session.TryAwaitNext(Connection, out _));
        Assert.Equal(InitResultKind.Ready, (await session.Initialised).Kind);
        return session;
    }

    [Fact]
    public async Task An_event_goes_out_and_its_answer_comes_back()
    {
        RuntimeSession session = new(isStem: false);
        Assert.True(session.TryAwaitNext(Connection, out ValueTask<PendingInvocation?> next));
        PendingInvocation offered = session.Offer(Event("a"), DateTimeOffset.UnixEpoch);
        Assert.Same(offered, await next);
        Assert.Equal(RuntimeVerdict.Accepted, session.Respond("a", Answer()));
        Assert.Equal(RuntimeReplyKind.Response, (await offered.Reply).Kind);
    }

    [Fact]
    public async Task A_second_answer_is_refused()
    {
        RuntimeSession session = await ReadySessionAsync();
        PendingInvocation offered = session.Offer(Event("a"), DateTimeOffset.UnixEpoch);
        session.Respond("a", Answer());
        Assert.Equal(RuntimeVerdict.InvalidStateTransition, session.Respond("a", Answer()));
        Assert.Equal(RuntimeReplyKind.Response, (await offered.Reply).Kind);
    }

    [Fact]
    public async Task An_answer_for_somebody_elses_request_is_refused_and_changes_nothing()
    {
        RuntimeSession session = await ReadySessionAsync();
        PendingInvocation offered = session.Offer(Event("a"), DateTimeOffset.UnixEpoch);
        Assert.Equal(RuntimeVerdict.InvalidRequestId, session.Respond("b", Answer()));
        Assert.Equal(RuntimeVerdict.Accepted, session.Respond("a", Answer()));
        Assert.Equal(RuntimeReplyKind.Response, (await offered.Reply).Kind);
    }

    [Fact]
    public async Task Asking_for_the_next_event_while_one_is_unanswered_is_refused()
    {
        RuntimeSession session = await ReadySessionAsync();
        session.Offer(Event("a"), DateTimeOffset.UnixEpoch).Delivered = true;
        Assert.False(session.TryAwaitNext(Connection, out _));
    }

    [Fact]
    public async Task An_event_that_nobody_took_goes_to_the_next_who_asks()
    {
        RuntimeSession session = await ReadySessionAsync();
        session.Disconnected(Connection);
        PendingInvocation offered = session.Offer(Event("a"), DateTimeOffset.UnixEpoch);
        Assert.True(session.TryAwaitNext(new object(), out ValueTask<PendingInvocation?> next));
        Assert.Same(offered, await next);
    }

    [Fact]
    public async Task An_event_that_never_reached_the_runtime_says_so()
    {
        RuntimeSession session = await ReadySessionAsync();
        session.Disconnected(Connection);
        PendingInvocation offered = session.Offer(Event("a"), DateTimeOffset.UnixEpoch);
        session.End(RuntimeReplyKind.Exited);
        Assert.Equal(RuntimeReplyKind.NeverDelivered, (await offered.Reply).Kind);
    }

    [Fact]
    public async Task A_stem_is_claimed_once_and_then_is_no_stem()
    {
        RuntimeSession session = new(isStem: true);
        ValueTask<StemClaim?> waiting = session.AwaitClaimAsync(Connection);
        await session.StemWaiting;
        StemClaim claim = new(new Dictionary<string, string>(), "/var/task");
        session.Claim(claim);
        Assert.Same(claim, await waiting);
        Assert.Null(await session.AwaitClaimAsync(Connection));
        Assert.Throws<InvalidOperationException>(() => session.Claim(claim));
    }

    [Fact]
    public void A_stem_cannot_take_events()
    {
        RuntimeSession session = new(isStem: true);
        Assert.False(session.TryAwaitNext(Connection, out _));
    }

    /// <summary>Any sequence of what runtime and environment may do: each event is completed exactly once, and refusals change nothing.</summary>
    [Fact]
    public void Every_event_ends_exactly_once()
    {
        Gen.Int[0, 5].Array[1, 60].Sample(steps =>
        {
            RuntimeSession session = new(isStem: false);
            List<PendingInvocation> offered = [];
            int serial = 0;
            foreach (int step in steps)
            {
                switch (step)
                {
                    case 0:
                        session.TryAwaitNext(Connection, out _);
                        break;
                    case 1:
                        offered.Add(session.Offer(Event($"{serial++}"), DateTimeOffset.UnixEpoch));
                        break;
                    case 2:
                        session.Respond($"{serial - 1}", Answer());
                        break;
                    case 3:
                        session.Respond("stranger", Answer());
                        break;
                    case 4:
                        session.FailInit(Payload.Copy("{}"u8), null);
                        break;
                    default:
                        session.Disconnected(Connection);
                        break;
                }
            }

            session.End(RuntimeReplyKind.Exited);
            return session.Initialised.IsCompleted && offered.TrueForAll(static pending => pending.Reply.IsCompletedSuccessfully);
        });
    }
}
