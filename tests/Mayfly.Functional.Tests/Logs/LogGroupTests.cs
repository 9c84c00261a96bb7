using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.Logs;

/// <summary>Log groups, streams, events and retention through clients, without a function.</summary>
public sealed class LogGroupTests(SharedServer shared)
{
    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task A_groups_life(string client)
    {
        AwsClient logs = shared.Server.Client(client);
        string group = $"/tests/{FunctionCalls.NewName()}";
        JsonObject named = new() { ["logGroupName"] = group };
        JsonObject stream = new() { ["logGroupName"] = group, ["logStreamName"] = "one" };
        long now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        await logs.LogsAsync("CreateLogGroup", named);
        await logs.LogsAsync("CreateLogStream", stream);
        await logs.LogsAsync("PutLogEvents", new JsonObject(stream.Select(Copy))
        {
            ["logEvents"] = new JsonArray(
                new JsonObject { ["timestamp"] = now, ["message"] = "first" }, new JsonObject { ["timestamp"] = now + 1, ["message"] = """{"level":"high"}""" }),
        });
        await logs.LogsAsync("PutRetentionPolicy", new JsonObject { ["logGroupName"] = group, ["retentionInDays"] = 7 });

        JsonObject described = await logs.LogsAsync("DescribeLogGroups", new JsonObject { ["logGroupNamePrefix"] = group });
        Assert.Equal(7, (int)Assert.Single(described["logGroups"]!.AsArray())!["retentionInDays"]!);
        Assert.Equal(["first", """{"level":"high"}"""], await MessagesAsync(logs, "GetLogEvents", new JsonObject(stream.Select(Copy)) { ["startFromHead"] = true }));
        Assert.Equal(["""{"level":"high"}"""], await MessagesAsync(logs, "FilterLogEvents", new JsonObject { ["logGroupName"] = group, ["filterPattern"] = "{ $.level = \"high\" }" }));

        await logs.LogsAsync("DeleteLogStream", stream);
        Assert.Empty((await logs.LogsAsync("DescribeLogStreams", named))["logStreams"]!.AsArray());
        await logs.LogsAsync("DeleteLogGroup", named);
        AwsCallException refused = await logs.RefusedAsync("DescribeLogStreams", named, "logs");
        Assert.Equal(("ResourceNotFoundException", "The specified log group does not exist."), (refused.Code, refused.ServiceMessage));
    }

    [Fact]
    public async Task A_group_is_made_once_only()
    {
        AwsClient logs = shared.Server.Boto3();
        JsonObject named = new() { ["logGroupName"] = $"/tests/{FunctionCalls.NewName()}" };
        await logs.LogsAsync("CreateLogGroup", named);

        AwsCallException refused = await logs.RefusedAsync("CreateLogGroup", named, "logs");

        Assert.Equal(("ResourceAlreadyExistsException", "The specified log group already exists"), (refused.Code, refused.ServiceMessage));
    }

    private static KeyValuePair<string, JsonNode?> Copy(KeyValuePair<string, JsonNode?> member) => KeyValuePair.Create(member.Key, member.Value?.DeepClone());

    private static async Task<IEnumerable<string>> MessagesAsync(AwsClient logs, string operation, JsonObject parameters)
        => (await logs.LogsAsync(operation, parameters))["events"]!.AsArray().Select(one => (string)one!["message"]!);
}
