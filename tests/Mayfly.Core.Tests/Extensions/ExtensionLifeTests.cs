using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;

namespace Mayfly.Core.Tests.Extensions;

/// <summary>An external extension from its start to its end, and what comes of one that does wrong: real processes in real sandboxes.</summary>
public sealed class ExtensionLifeTests(SandboxFixture sandboxes)
{
    [Fact]
    public async Task It_starts_before_the_runtime_sees_each_invocation_and_hears_of_the_end()
    {
        await using ExtensionRoom room = await RoomAsync();

        Assert.Equal((InvocationStatus.Succeeded, "{\"answer\": {\"a\": 1}}"), Answer(await room.InvokeAsync("{\"a\":1}")));
        await room.Logs.UntilAsync("a report", events => events.Any(IsReport));
        await room.IdleAsync();
        Assert.Equal((InvocationStatus.Succeeded, "{\"answer\": {\"a\": 2}}"), Answer(await room.InvokeAsync("{\"a\":2}")));
        await room.Logs.UntilAsync("two reports", events => events.Count(IsReport) == 2);
        await room.IdleAsync();
        room.Retire();
        string[] log = await room.Logs.UntilAsync("the farewell", events => events.Any(line => line.StartsWith("told ", StringComparison.Ordinal)));

        Assert.Contains("runtime starts\n", log);
        Assert.DoesNotContain("the runtime came first\n", log);
        Assert.Contains("env none none f mine\n", log);
        Assert.Contains("EXTENSION\tName: one\tState: Ready\tEvents: [INVOKE,SHUTDOWN]\n", log);
        Assert.Matches("^told \\{\"eventType\":\"SHUTDOWN\",\"deadlineMs\":\\d{13},\"shutdownReason\":\"spindown\"\\}\n$", log.Single(line => line.StartsWith("told ", StringComparison.Ordinal)));
        Assert.Equal(0, room.LiveEnvironments);
    }

    [Fact]
    public async Task The_caller_does_not_wait_for_it_and_the_environment_does()
    {
        await using ExtensionRoom room = new(await sandboxes.HostAsync(), [("one", "plain.sh")], ExtensionRoom.Function(("MODE", "late")), TimeSpan.FromMilliseconds(100));

        Assert.Equal(InvocationStatus.Succeeded, (await room.InvokeAsync("{}")).Status);
        await room.Logs.UntilAsync("the extension to dawdle", events => events.Contains("dawdling\n"));
        Assert.DoesNotContain(room.Logs.Events, IsReport);

        // The first environment is not free: another one serves this.
        Assert.Equal(InvocationStatus.Succeeded, (await room.InvokeAsync("{}")).Status);
        Assert.Equal(2, room.LiveEnvironments);
    }

    [Fact]
    public async Task It_has_the_functions_timeout_and_no_longer()
    {
        FunctionVersion version = ExtensionRoom.Function(("MODE", "never")) with { Timeout = TimeSpan.FromSeconds(1) };
        await using ExtensionRoom room = new(await sandboxes.HostAsync(), [("one", "plain.sh")], version, TimeSpan.FromMilliseconds(100));

        (InvocationStatus status, _, string? tail) = await room.InvokeAsync("{}", tail: true);

        Assert.Equal(InvocationStatus.Succeeded, status);
        Assert.Contains("request-1 Task timed out after 1.00 seconds\n\nEND RequestId: request-1\n", tail, StringComparison.Ordinal);
        Assert.Contains("Duration: 1000.00 ms", tail, StringComparison.Ordinal);
        Assert.EndsWith("Status: timeout\n", tail, StringComparison.Ordinal);
        Assert.Equal(0, room.LiveEnvironments);
    }

    [Fact]
    public async Task Its_crash_in_an_invocation_ends_the_environment()
    {
        await using ExtensionRoom room = await RoomAsync(("MODE", "crash"));

        (InvocationStatus status, string body, string? tail) = await room.InvokeAsync("{\"hang\":true}", tail: true);

        Assert.Equal(InvocationStatus.FunctionFailed, status);
        Assert.Equal("{\"errorType\":\"Extension.Crash\",\"errorMessage\":\"RequestId: request-1 Error: exit status 4\"}", body);
        Assert.Contains("RequestId: request-1 Error: exit status 4\nExtension.Crash\nEND RequestId: request-1\n", tail, StringComparison.Ordinal);
        Assert.EndsWith("Status: error\tError Type: Extension.Crash\n", tail, StringComparison.Ordinal);
        Assert.Equal(0, room.LiveEnvironments);
    }

    [Theory]
    [InlineData("crash-at-start", "Extension.Crash", "exit status 3", "State: Exited\tEvents: []")]
    [InlineData("init-error", "Extension.InitError", "exit status 1", "State: InitError\tEvents: [INVOKE,SHUTDOWN]\tError Type: Extension.NoKey")]
    public async Task Its_failure_in_Init_fails_the_invocation(string mode, string errorType, string sentence, string told)
    {
        await using ExtensionRoom room = await RoomAsync(("MODE", mode));

        (InvocationStatus status, string body, _) = await room.InvokeAsync("{}");

        Assert.Equal(InvocationStatus.FunctionFailed, status);
        Assert.Equal($"{{\"errorType\":\"{errorType}\",\"errorMessage\":\"RequestId: request-1 Error: {sentence}\"}}", body);
        Assert.Contains($"EXTENSION\tName: one\t{told}\n", room.Logs.Events);
        Assert.Contains(room.Logs.Events, line => line.StartsWith("INIT_REPORT Init Duration: ", StringComparison.Ordinal) && line.EndsWith($"Phase: init\tStatus: error\tError Type: {errorType}\n", StringComparison.Ordinal));
        Assert.True(mode == "init-error" || !room.Logs.Events.Any(line => line.StartsWith("runtime starts", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_file_that_may_not_be_run_fails_Init()
    {
        await using ExtensionRoom room = await RoomAsync();
        File.SetUnixFileMode(room.ExtensionFile("one"), UnixFileMode.UserRead | UnixFileMode.OtherRead);

        (_, string body, _) = await room.InvokeAsync("{}");

        Assert.Equal("{\"errorType\":\"Extension.LaunchError\",\"errorMessage\":\"RequestId: request-1 Error: fork/exec /opt/extensions/one: permission denied\"}", body);
        Assert.Contains("EXTENSION\tName: one\tState: LaunchError\tEvents: []\tError Type: PermissionDenied\n", room.Logs.Events);
    }

    [Fact]
    public async Task Ten_may_be_and_no_more()
    {
        (string, string)[] eleven = [.. Enumerable.Range(0, 11).Select(static i => ($"e{i:D2}", "plain.sh"))];
        await using ExtensionRoom room = new(await sandboxes.HostAsync(), eleven, ExtensionRoom.Function());

        (_, string body, _) = await room.InvokeAsync("{}");

        Assert.Contains("Extension.LaunchError", body, StringComparison.Ordinal);
        Assert.Contains("EXTENSION\tName: e10\tState: LaunchError\tEvents: []\tError Type: TooManyExtensions\n", room.Logs.Events);
    }

    [Theory]
    [InlineData("{\"exit\":7}", "failure")]
    [InlineData("{\"hang\":true}", "timeout")]
    public async Task It_hears_why_the_environment_ends(string json, string reason)
    {
        await using ExtensionRoom room = await RoomAsync(ExtensionRoom.Function() with { Timeout = TimeSpan.FromSeconds(2) });

        Assert.Equal(InvocationStatus.FunctionFailed, (await room.InvokeAsync(json)).Status);

        await room.Logs.UntilAsync("the farewell", events => events.Any(line => line.Contains($"\"shutdownReason\":\"{reason}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_internal_one_takes_part_in_invocations()
    {
        await using ExtensionRoom room = new(await sandboxes.HostAsync(), [], ExtensionRoom.Function(("INTERNAL", "1")));

        (InvocationStatus status, _, string? tail) = await room.InvokeAsync("{}", tail: true);

        Assert.Equal(InvocationStatus.Succeeded, status);
        Assert.Contains("EXTENSION\tName: inner\tState: Ready\tEvents: [INVOKE]\n", room.Logs.Events);
        Assert.Contains("inner got INVOKE\n", tail, StringComparison.Ordinal);
    }

    private static bool IsReport(string line) => line.StartsWith("REPORT RequestId: ", StringComparison.Ordinal);

    private static (InvocationStatus Status, string Body) Answer((InvocationStatus Status, string Body, string? Tail) outcome) => (outcome.Status, outcome.Body);

    private Task<ExtensionRoom> RoomAsync(params (string Name, string Value)[] variables) => RoomAsync(ExtensionRoom.Function([("OWN", "mine"), .. variables]));

    private async Task<ExtensionRoom> RoomAsync(FunctionVersion version) => new(await sandboxes.HostAsync(), [("one", "plain.sh")], version);
}
