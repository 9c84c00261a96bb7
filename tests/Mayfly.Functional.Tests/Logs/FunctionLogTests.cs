using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Logs;

/// <summary>What functions log is found with CloudWatch's own tools.</summary>
public sealed class FunctionLogTests(SharedServer shared)
{
    private static readonly FunctionSource Talker = FunctionSource.Node("exports.handler = async e => { console.log('said', e.word); console.error('line one\\nline two'); };");

    [Fact]
    public async Task The_aws_command_filters_and_tails()
    {
        AwsClient lambda = shared.Server.Boto3();
        AwsCli aws = shared.Server.Cli();
        string name = await lambda.CreateAsync(Talker);
        await lambda.InvokeAsync(name, """{"word":"apple"}""");
        await lambda.InvokeAsync(name, """{"word":"pear"}""");
        string group = $"/aws/lambda/{name}";
        await EventsAsync(name, "REPORT", 2);

        JsonObject filtered = await aws.JsonAsync("logs", "filter-log-events", "--log-group-name", group, "--filter-pattern", "said pear");
        string tailed = await aws.RunAsync("logs", "tail", group, "--format", "short");

        Assert.EndsWith("\tINFO\tsaid pear", ((string)Assert.Single(filtered["events"]!.AsArray())!["message"]!).TrimEnd('\n'), StringComparison.Ordinal);
        Assert.Equal(2, Count(tailed, "START RequestId: "));
        Assert.Equal(2, Count(tailed, "END RequestId: "));
        Assert.Equal(2, Count(tailed, "REPORT RequestId: "));
        Assert.Contains("said apple", tailed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Following_shows_what_comes()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(Talker);
        await lambda.InvokeAsync(name, """{"word":"before"}""");
        await EventsAsync(name, "REPORT", 1);
        using System.Diagnostics.Process follow = shared.Server.Cli().Start("logs", "tail", "--follow", $"/aws/lambda/{name}");
        try
        {
            await SeeAsync("said before");
            await lambda.InvokeAsync(name, """{"word":"after"}""");
            await SeeAsync("said after");
        }
        finally
        {
            follow.Kill();
            await follow.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        async Task SeeAsync(string text)
        {
            using CancellationTokenSource deadline = new(Wait.Deadline);
            while (await follow.StandardOutput.ReadLineAsync(deadline.Token) is string line)
            {
                if (line.Contains(text, StringComparison.Ordinal))
                {
                    return;
                }
            }

            Assert.Fail($"The command ended without showing: {text}");
        }
    }

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task Each_environment_has_a_stream_named_as_AWS_does(string client)
    {
        AwsClient lambda = shared.Server.Client(client);
        Gate gate = new(shared.Server);
        string name = await lambda.CreateAsync(FunctionSource.Node($"exports.handler = async (e, c) => {{ {gate.Node} return c.logStreamName; }};"));
        Task<InvokeAnswer>[] invocations = [lambda.InvokeAsync(name), lambda.InvokeAsync(name)];
        foreach (WaitingSandbox sandbox in await gate.ReachedAsync(2))
        {
            sandbox.Open();
        }

        string[] seen = [.. (await Task.WhenAll(invocations)).Select(answer => (string)answer.Json!.AsValue()!)];
        await EventsAsync(name, "REPORT", 2);

        JsonObject described = await lambda.LogsAsync("DescribeLogStreams", new JsonObject { ["logGroupName"] = $"/aws/lambda/{name}" });
        string[] streams = [.. described["logStreams"]!.AsArray().Select(stream => (string)stream!["logStreamName"]!)];
        Assert.Equal(seen.Order(), streams.Order());
        Assert.All(streams, stream => Assert.Matches(@"^\d{4}/\d\d/\d\d/\[\$LATEST\][0-9a-f]{32}$", stream));
        JsonObject events = await lambda.LogsAsync(
            "GetLogEvents", new JsonObject { ["logGroupName"] = $"/aws/lambda/{name}", ["logStreamName"] = streams[0], ["startFromHead"] = true });
        string[] messages = [.. events["events"]!.AsArray().Select(one => (string)one!["message"]!)];
        Assert.StartsWith("INIT_START Runtime Version: ", messages[0], StringComparison.Ordinal);
        Assert.StartsWith("START RequestId: ", messages[1], StringComparison.Ordinal);
        Assert.StartsWith("END RequestId: ", messages[^2], StringComparison.Ordinal);
        Assert.StartsWith("REPORT RequestId: ", messages[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_of_several_lines_is_one_event()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(Talker);
        await lambda.InvokeAsync(name, """{"word":"x"}""");

        string[] messages = await EventsAsync(name, "line one", 1);

        Assert.EndsWith("\tERROR\tline one\nline two", messages[0].TrimEnd('\n'), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_functions_own_group_receives_its_log()
    {
        AwsClient lambda = shared.Server.Sdk();
        string group = $"/own/{FunctionCalls.NewName()}";
        string name = await lambda.CreateAsync(Talker, new JsonObject { ["LoggingConfig"] = new JsonObject { ["LogGroup"] = group } });

        await lambda.InvokeAsync(name, """{"word":"mine"}""");

        await Wait.UntilAsync("the log in its own group", async () => (await MessagesAsync(group)).Any(message => message.Contains("said mine", StringComparison.Ordinal)));
    }

    private Task<string[]> EventsAsync(string function, string text, int count) => Wait.ForAsync<string[]>($"{count} events with {text}", async () =>
    {
        string[] found = [.. (await MessagesAsync($"/aws/lambda/{function}")).Where(message => message.Contains(text, StringComparison.Ordinal))];
        return found.Length >= count ? found : null;
    });

    private async Task<IEnumerable<string>> MessagesAsync(string group)
    {
        try
        {
            JsonObject filtered = await shared.Server.Boto3().LogsAsync("FilterLogEvents", new JsonObject { ["logGroupName"] = group });
            return filtered["events"]!.AsArray().Select(one => (string)one!["message"]!);
        }
        catch (AwsCallException absent) when (absent.Code == "ResourceNotFoundException")
        {
            return [];
        }
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
