using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Security.Tests.Hosting;

namespace Mayfly.Security.Tests.RuntimeAbuse;

/// <summary>A runtime that breaks the rules harms its own function at most: every caller gets the answer to its own event, or an error.</summary>
public sealed class RuntimeTests(HostileServer hostile)
{
    private static readonly JsonObject Shortly = new() { ["Timeout"] = 2 };

    [Fact]
    public async Task The_second_of_two_answers_is_refused()
    {
        HostileFunction runtime = await HostileFunction.DeployRuntimeAsync(hostile.Server, "misbehaving");

        RawAnswer first = await runtime.InvokeRawAsync(new JsonObject { ["do"] = "twice" });
        // asked until the very environment answers that sent two: it may still be at its misdeed, and another be made meanwhile
        RawAnswer next = await Wait.ForAsync<RawAnswer>("the environment to tell", async () =>
        {
            RawAnswer answer = await runtime.InvokeRawAsync();
            AssertAnswersItself(answer);
            return answer.Json["told"]!.AsArray().Count == 0 ? null : answer;
        });

        Assert.Equal("\"first\"", first.Text);
        int[] told = [.. next.Json["told"]!.AsArray().Select(status => status!.GetValue<int>())];
        Assert.Equal(202, told[0]);
        Assert.InRange(told[1], 400, 499);
    }

    [Fact]
    public async Task A_late_answer_goes_to_nobody()
    {
        HostileFunction runtime = await HostileFunction.DeployRuntimeAsync(hostile.Server, "misbehaving", Shortly.DeepClone().AsObject());

        RawAnswer late = await runtime.InvokeRawAsync(new JsonObject { ["do"] = "late", ["seconds"] = 3 });
        RawAnswer next = await runtime.InvokeRawAsync();

        Assert.Equal("Sandbox.Timedout", (string?)late.Json["errorType"]);
        AssertAnswersItself(next);
    }

    [Fact]
    public async Task An_answer_for_somebody_elses_request_is_refused()
    {
        HostileFunction other = await HostileFunction.DeployAsync(hostile.Server, "neighbour");
        SandboxFile sign = new(hostile.Server);
        Task<JsonNode> waiting = other.InvokeAsync(new JsonObject { ["ask"] = "wait", ["sign"] = sign.Name });
        string pending = await sign.ReadAsync();
        HostileFunction runtime = await HostileFunction.DeployRuntimeAsync(hostile.Server, "misbehaving");
        await runtime.InvokeRawAsync();

        RawAnswer answer = await runtime.InvokeRawAsync(new JsonObject { ["do"] = "foreign", ["ids"] = new JsonArray(pending, Guid.NewGuid().ToString(), "..", "") });
        Assert.False(waiting.IsCompleted);
        sign.WriteBeside("go");

        Assert.Equal(pending, (await waiting).GetValue<string>());
        JsonArray told = answer.Json["told"]!.AsArray();
        Assert.Equal(5, told.Count);
        Assert.All(told, status => Assert.InRange(status!.GetValue<int>(), 400, 499));
    }

    [Fact]
    public async Task Garbage_is_survived()
    {
        HostileFunction runtime = await HostileFunction.DeployRuntimeAsync(hostile.Server, "misbehaving");
        Neighbour other = await Neighbour.DeployAsync(hostile.Server);

        RawAnswer answer = await runtime.InvokeRawAsync(new JsonObject { ["do"] = "garbage" });
        RawAnswer next = await runtime.InvokeRawAsync();

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain(" 200 ", answer.Text, StringComparison.Ordinal);
        AssertAnswersItself(next);
        await other.GoOnAsync();
    }

    [Fact]
    public async Task An_answer_that_is_no_JSON_ends_with_its_own_caller()
    {
        HostileFunction runtime = await HostileFunction.DeployRuntimeAsync(hostile.Server, "misbehaving");

        RawAnswer garbled = await runtime.InvokeRawAsync(new JsonObject { ["do"] = "no JSON" });
        RawAnswer next = await runtime.InvokeRawAsync();

        Assert.Equal(200, garbled.Status);
        AssertAnswersItself(next);
    }

    [Fact]
    public async Task Asking_for_more_while_an_answer_is_owed_mixes_up_nothing()
    {
        HostileFunction runtime = await HostileFunction.DeployRuntimeAsync(hostile.Server, "misbehaving", new JsonObject { ["Timeout"] = 10 });

        RawAnswer greedy = await runtime.InvokeRawAsync(new JsonObject { ["do"] = "ask for more" });
        RawAnswer next = await runtime.InvokeRawAsync();

        Assert.True(greedy.Header("X-Amz-Function-Error") is not null || greedy.Text == $"\"{greedy.Header("x-amzn-RequestId")}\"", greedy.Text);
        AssertAnswersItself(next);
    }

    private static void AssertAnswersItself(RawAnswer answer)
    {
        Assert.True(answer.Status == 200 && answer.Header("X-Amz-Function-Error") is null, answer.Text);
        Assert.Equal(answer.Header("x-amzn-RequestId"), (string?)answer.Json["id"]);
    }
}
