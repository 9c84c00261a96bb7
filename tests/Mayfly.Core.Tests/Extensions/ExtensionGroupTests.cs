using CsCheck;
using Mayfly.Core.Extensions;
using Mayfly.Core.Invocation;
using Mayfly.Core.RuntimeApi;
using Mayfly.Core.Tests.Environments;
using Mayfly.Sandbox;

namespace Mayfly.Core.Tests.Extensions;

/// <summary>The state machine of an environment's extensions.</summary>
public sealed class ExtensionGroupTests
{
    private const string Connection = "c1";

    [Fact]
    public async Task Init_ends_when_the_runtime_is_ready_and_all_have_asked_for_their_first_event()
    {
        ExtensionGroup group = Group("one", "two");
        Extension one = Register(group, "one"), two = Register(group, "two");
        Assert.True(await group.Registered);
        Extension inner = Register(group, "inner");
        Assert.Null(group.TryNext(one, Connection, out _));
        group.RuntimeInitialised();
        Assert.Null(group.TryNext(two, Connection, out _));
        Assert.False(group.Initialised.IsCompleted);
        Assert.Null(group.TryNext(inner, Connection, out _));
        Assert.Equal(InitResultKind.Ready, (await group.Initialised).Kind);
    }

    [Fact]
    public void The_runtime_waits_until_the_last_external_one_has_registered()
    {
        ExtensionGroup group = Group("one", "two");
        Register(group, "one");
        Assert.False(group.Registered.IsCompleted);
        Assert.False(group.LetRuntimeStart);
        Register(group, "two");
        Assert.True(group.LetRuntimeStart);
    }

    [Fact]
    public async Task An_invocation_ends_when_those_who_wanted_it_have_asked_again()
    {
        ExtensionGroup group = Ready(out Extension invoked, out Extension notInvoked);
        Assert.Null(group.TryNext(notInvoked, Connection, out Task<ExtensionEvent?>? quiet));
        Assert.Null(group.TryNext(invoked, Connection, out Task<ExtensionEvent?>? next));
        group.Begin(Event(), DateTimeOffset.FromUnixTimeMilliseconds(1234));
        Assert.Equal(
            "{\"eventType\":\"INVOKE\",\"deadlineMs\":1234,\"requestId\":\"id\",\"invokedFunctionArn\":\"arn\",\"tracing\":{\"type\":\"X-Amzn-Trace-Id\",\"value\":\"Root=1\"}}",
            System.Text.Encoding.UTF8.GetString((await next!)!.Body.Span));
        Assert.False(group.InvocationDone.IsCompleted);
        Assert.False(quiet!.IsCompleted);
        Assert.Null(group.TryNext(invoked, Connection, out _));
        Assert.Null(await group.InvocationDone);
    }

    [Fact]
    public async Task A_poll_that_broke_is_taken_up_again_and_loses_no_event()
    {
        ExtensionGroup group = Ready(out Extension one, out _);
        group.TryNext(one, Connection, out Task<ExtensionEvent?>? broken);
        Assert.NotNull(group.TryNext(one, "c2", out _));
        group.Disconnected(Connection);
        Assert.Null(await broken!);
        group.Begin(Event(), default);
        Assert.Null(group.TryNext(one, "c2", out Task<ExtensionEvent?>? next));
        Assert.NotNull(await next!);
        Assert.False(group.InvocationDone.IsCompleted);
    }

    [Fact]
    public async Task A_crash_fails_whatever_waits()
    {
        ExtensionGroup group = Ready(out Extension one, out _);
        group.TryNext(one, Connection, out _);
        group.Begin(Event(), default);
        group.Exited("one", new SandboxExit(null, 11, false));
        Assert.Equal(RuntimeReplyKind.ExtensionFailed, await group.InvocationDone);
        Assert.Equal(new ExtensionFault("Extension.Crash", "signal: segmentation fault"), await group.Failed);
    }

    [Theory]
    [InlineData(ExtensionState.InitError, "Extension.InitError")]
    [InlineData(ExtensionState.ExitError, "Extension.ExitError")]
    public async Task What_it_says_before_it_ends_names_the_fault(object state, string errorType)
    {
        ExtensionGroup group = Group("one");
        Extension one = Register(group, "one");
        Assert.Null(group.TryReport(one, (ExtensionState)state, "Mine.Own"));
        Assert.Null(group.TryReport(one, (ExtensionState)state, "Mine.Second"));
        Assert.False(group.Failed.IsCompleted);
        Assert.Equal("Extension.InvalidExtensionState", group.TryNext(one, Connection, out _)!.ErrorType);
        group.Exited("one", new SandboxExit(0, null, false));
        Assert.Equal(new ExtensionFault(errorType, "exit code 0"), await group.Failed);
        Assert.Equal("Mine.Own", Assert.Single(group.Describe()).ErrorType);
    }

    [Fact]
    public async Task Shutdown_goes_to_those_who_want_it_and_their_end_is_no_fault()
    {
        ExtensionGroup group = Group("one", "two");
        Extension one = Register(group, "one");
        Register(group, "two", ExtensionEvents.Invoke);
        group.TryNext(one, Connection, out Task<ExtensionEvent?>? next);
        Task ended = group.ShutDown("spindown", DateTimeOffset.FromUnixTimeMilliseconds(5));
        Assert.Equal("{\"eventType\":\"SHUTDOWN\",\"deadlineMs\":5,\"shutdownReason\":\"spindown\"}", System.Text.Encoding.UTF8.GetString((await next!)!.Body.Span));
        Assert.False(ended.IsCompleted);
        group.Exited("one", new SandboxExit(0, null, false));
        await ended;
        Assert.False(group.Failed.IsCompleted);
    }

    [Fact]
    public void Registration_ends_with_Init_and_at_ten()
    {
        ExtensionGroup group = Group();
        for (int i = 0; i < ExtensionGroup.Maximum; i++)
        {
            Register(group, $"inner{i}");
        }

        Assert.Equal("Extension.TooManyExtensions", group.TryRegister("eleventh", ExtensionEvents.None, out _)!.ErrorType);
        Assert.Equal("Extension.InvalidExtensionState", group.TryRegister("inner1", ExtensionEvents.None, out _)!.ErrorType);
        ExtensionGroup late = Group();
        late.RuntimeInitialised();
        Assert.Equal(new ExtensionRefusal("Extension.RegistrationClosed", "Extension registration closed already"), late.TryRegister("late", ExtensionEvents.None, out _));
    }

    /// <summary>Any sequence of what extensions, processes and the environment may do: nothing throws, and the end completes everything that waits.</summary>
    [Fact]
    public void Nothing_waits_for_ever()
    {
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 2]).Array[1, 60].Sample(steps =>
        {
            ExtensionGroup group = Group("0", "1");
            Dictionary<int, Extension> known = [];
            List<Task> waiting = [];
            bool begun = false;
            foreach ((int step, int who) in steps)
            {
                switch (step)
                {
                    case 0:
                        if (group.TryRegister($"{who}", ExtensionEvents.Invoke | ExtensionEvents.Shutdown, out Extension? extension) is null)
                        {
                            known[who] = extension!;
                        }

                        break;
                    case 1 or 2:
                        if (known.TryGetValue(who, out Extension? asking) && group.TryNext(asking, $"c{who}", out Task<ExtensionEvent?>? next) is null)
                        {
                            waiting.Add(next!);
                        }

                        break;
                    case 3:
                        if (known.TryGetValue(who, out Extension? failing))
                        {
                            group.TryReport(failing, ExtensionState.ExitError, "E");
                        }

                        break;
                    case 4:
                        group.RuntimeInitialised();
                        break;
                    case 5:
                        group.Begin(Event(), default);
                        begun = true;
                        waiting.Add(group.InvocationDone);
                        break;
                    case 6:
                        group.Exited($"{who % 2}", new SandboxExit(1, null, false));
                        break;
                    case 7:
                        waiting.Add(group.ShutDown("spindown", default));
                        break;
                    default:
                        group.Disconnected($"c{who}");
                        break;
                }
            }

            group.End(RuntimeReplyKind.Exited, default);
            group.Exited("0", default);
            group.Exited("1", default);
            group.Disconnected("c0");
            group.Disconnected("c1");
            group.Disconnected("c2");
            return group.Registered.IsCompleted && group.Initialised.IsCompleted && (!begun || group.InvocationDone.IsCompleted);
        });
    }

    private static ExtensionGroup Group(params string[] external)
    {
        ExtensionGroup group = new() { Function = TestFunctions.Version() };
        group.Expect(external);
        return group;
    }

    /// <summary>A group after Init, in which "one" wants invocations and the other does not.</summary>
    private static ExtensionGroup Ready(out Extension invoked, out Extension notInvoked)
    {
        ExtensionGroup group = Group("one");
        invoked = Register(group, "one");
        notInvoked = Register(group, "inner", ExtensionEvents.None);
        group.RuntimeInitialised();
        return group;
    }

    private static Extension Register(ExtensionGroup group, string name, ExtensionEvents events = ExtensionEvents.Invoke | ExtensionEvents.Shutdown)
    {
        Assert.Null(group.TryRegister(name, events, out Extension? extension));
        return extension!;
    }

    private static InvocationRequest Event() => new() { RequestId = "id", Event = Payload.Copy("{}"u8), InvokedArn = "arn", TraceHeader = "Root=1" };
}
