using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Concurrency;

/// <summary>Provisioned concurrency that tags schedule: what the last time said is in force.</summary>
public sealed class ScheduledConcurrencyTests : OwnServer
{
    private static readonly FunctionSource _function = FunctionSource.Node("exports.handler = async () => process.env.AWS_LAMBDA_INITIALIZATION_TYPE;");

    [Fact]
    public async Task What_is_scheduled_is_ready_and_again_after_the_server_was_killed()
    {
        MayflyServer server = await StartAsync();
        AwsClient lambda = server.Boto3();
        string name = await lambda.CreateAsync(_function, new JsonObject { ["Publish"] = true, ["Tags"] = Tag("1", "cron 0 0 . . . . = 1") });
        await ReadyAsync(lambda, name, 1);
        Assert.Equal("\"provisioned-concurrency\"", (await lambda.InvokeAsync($"{name}:1")).Payload);

        await TagAsync(lambda, name, "cron 0 0 . . . . = 2 in Europe/Berlin");
        await ReadyAsync(lambda, name, 2);
        server.Kill();
        await server.StartAgainAsync();
        await ReadyAsync(server.Boto3(), name, 2);

        lambda = server.Boto3();
        await TagAsync(lambda, name, "cron 0 0 . . . . = 0");
        await Wait.UntilAsync("no provisioned concurrency", async () =>
            (await lambda.LambdaAsync("ListProvisionedConcurrencyConfigs", new JsonObject { ["FunctionName"] = name }))["ProvisionedConcurrencyConfigs"]!.AsArray().Count == 0);
    }

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task A_schedule_that_cannot_be_read_is_refused(string client)
    {
        MayflyServer server = await StartAsync();
        AwsClient lambda = server.Client(client);
        string name = await lambda.CreateAsync(_function);

        AwsCallException refused = await lambda.RefusedAsync("TagResource", new JsonObject { ["Resource"] = Arn(name), ["Tags"] = Tag("live", "cron 0 25 . . . . = 1") });

        Assert.Equal(("InvalidParameterValueException", 400), (refused.Code, refused.Status));
        Assert.StartsWith("The tag mayfly:provisioned-concurrency:live does not schedule provisioned concurrency: '25' cannot stand in the field hours", refused.ServiceMessage, StringComparison.Ordinal);
    }

    private static Task<JsonObject> TagAsync(AwsClient lambda, string name, string schedule)
        => lambda.LambdaAsync("TagResource", new JsonObject { ["Resource"] = Arn(name), ["Tags"] = Tag("1", schedule) });

    private static Task ReadyAsync(AwsClient lambda, string name, int amount) => Wait.UntilAsync($"{amount} provisioned environments", async () =>
        (await lambda.LambdaAsync("ListProvisionedConcurrencyConfigs", new JsonObject { ["FunctionName"] = name }))["ProvisionedConcurrencyConfigs"]!.AsArray()
            .Any(config => (string?)config!["Status"] == "READY" && (int)config["AvailableProvisionedConcurrentExecutions"]! == amount));

    private static string Arn(string name) => $"arn:aws:lambda:us-east-1:000000000000:function:{name}";

    private static JsonObject Tag(string qualifier, string schedule) => new() { [$"mayfly:provisioned-concurrency:{qualifier}"] = schedule };
}
