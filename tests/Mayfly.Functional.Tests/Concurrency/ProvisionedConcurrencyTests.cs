using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;
using Mayfly.Functional.Tests.Versions;

namespace Mayfly.Functional.Tests.Concurrency;

/// <summary>Provisioned environments stand ready before any event, are replaced when they die, and tell the truth about themselves.</summary>
public sealed class ProvisionedConcurrencyTests(SharedServer shared)
{
    private static readonly FunctionSource Telling = FunctionSource.Node(
        "exports.handler = async (e, c) => { if (e === 'die') process.exit(1); return [process.env.AWS_LAMBDA_INITIALIZATION_TYPE, c.functionVersion, c.logStreamName]; };");

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task They_are_ready_ahead_and_let_go(string client)
    {
        AwsClient lambda = shared.Server.Client(client);
        string name = await lambda.CreateAsync(Telling, new JsonObject { ["Publish"] = true });
        JsonObject put = await PutAsync(lambda, name, "1", 2);
        Assert.Equal((2, "IN_PROGRESS"), ((int)put["RequestedProvisionedConcurrentExecutions"]!, (string?)put["Status"]));
        await ReadyAsync(lambda, name, "1", 2);

        Assert.Equal("provisioned-concurrency", (await AskAsync(lambda, $"{name}:1"))[0]);
        Assert.Equal("on-demand", (await AskAsync(lambda, name))[0]);
        JsonObject listed = await lambda.LambdaAsync("ListProvisionedConcurrencyConfigs", new JsonObject { ["FunctionName"] = name });
        Assert.EndsWith($":{name}:1", (string?)Assert.Single(listed["ProvisionedConcurrencyConfigs"]!.AsArray())!["FunctionArn"], StringComparison.Ordinal);

        await lambda.LambdaAsync("DeleteProvisionedConcurrencyConfig", new JsonObject { ["FunctionName"] = name, ["Qualifier"] = "1" });
        AwsCallException gone = await lambda.RefusedAsync("GetProvisionedConcurrencyConfig", new JsonObject { ["FunctionName"] = name, ["Qualifier"] = "1" });
        Assert.Equal(("ProvisionedConcurrencyConfigNotFoundException", 404), (gone.Code, gone.Status));
        Assert.Equal("on-demand", (await AskAsync(lambda, $"{name}:1"))[0]);
    }

    [Fact]
    public async Task One_that_dies_is_replaced()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(Telling, new JsonObject { ["Publish"] = true });
        await PutAsync(lambda, name, "1", 1);
        await ReadyAsync(lambda, name, "1", 1);
        string before = (await AskAsync(lambda, $"{name}:1"))[2];

        Assert.Equal("Unhandled", (await lambda.InvokeAsync($"{name}:1", "\"die\"")).FunctionError);
        await Wait.UntilAsync("another provisioned environment", async () =>
        {
            string[] answer = await AskAsync(lambda, $"{name}:1");
            return answer[0] == "provisioned-concurrency" && answer[2] != before;
        });
        await ReadyAsync(lambda, name, "1", 1);
    }

    [Fact]
    public async Task What_is_more_than_provisioned_runs_on_demand()
    {
        AwsClient lambda = shared.Server.Sdk();
        Gate gate = new(shared.Server);
        string name = await lambda.CreateAsync(
            FunctionSource.Node($"exports.handler = async () => {{ {gate.Node} return process.env.AWS_LAMBDA_INITIALIZATION_TYPE; }};"), new JsonObject { ["Publish"] = true });
        await PutAsync(lambda, name, "1", 1);
        await ReadyAsync(lambda, name, "1", 1);

        Task<InvokeAnswer>[] held = [lambda.InvokeAsync($"{name}:1"), lambda.InvokeAsync($"{name}:1")];
        foreach (WaitingSandbox sandbox in await gate.ReachedAsync(2))
        {
            sandbox.Open();
        }

        Assert.Equal(["\"on-demand\"", "\"provisioned-concurrency\""], (await Task.WhenAll(held)).Select(answer => answer.Payload).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_function_that_cannot_be_loaded_has_failed_and_says_so()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Node("throw new Error('no');"), new JsonObject { ["Publish"] = true });
        await PutAsync(lambda, name, "1", 1);

        JsonObject failed = await Wait.ForAsync<JsonObject>("the failure", async () =>
        {
            JsonObject config = await GetAsync(lambda, name, "1");
            return (string?)config["Status"] == "IN_PROGRESS" ? null : config;
        });

        Assert.Equal(("FAILED", "FUNCTION_ERROR_INIT_FAILURE", 0), ((string?)failed["Status"], (string?)failed["StatusReason"], (int)failed["AllocatedProvisionedConcurrentExecutions"]!));
    }

    [Fact]
    public async Task An_alias_provisions_what_it_leads_to()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(Telling, new JsonObject { ["Publish"] = true });
        await lambda.AliasAsync(name, "live", "1");
        await PutAsync(lambda, name, "live", 1);
        await ReadyAsync(lambda, name, "live", 1);
        AwsCallException conflict = await lambda.RefusedAsync("PutProvisionedConcurrencyConfig", Config(name, "1", 1));
        Assert.Equal(("ResourceConflictException", "Version is pointed by a Provisioned Concurrency alias"), (conflict.Code, conflict.ServiceMessage));

        await lambda.ConfigureAsync(name, new JsonObject { ["Description"] = "changed" });
        string second = await lambda.PublishAsync(name);
        await lambda.MoveAliasAsync(name, "live", second);
        await ReadyAsync(lambda, name, "live", 1);
        Assert.Equal(["provisioned-concurrency", second], (await AskAsync(lambda, $"{name}:live"))[..2]);
        Assert.Equal("on-demand", (await AskAsync(lambda, $"{name}:1"))[0]);
    }

    [Fact]
    public async Task An_alias_with_weights_splits_its_own_between_its_versions()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(Telling, new JsonObject { ["Publish"] = true });
        await lambda.ConfigureAsync(name, new JsonObject { ["Description"] = "changed" });
        string second = await lambda.PublishAsync(name);
        await lambda.AliasAsync(name, "live", "1", second, 0.5);
        await PutAsync(lambda, name, "live", 2);
        await ReadyAsync(lambda, name, "live", 2);

        List<string[]> answers = [];
        for (int i = 0; i < 8; i++)
        {
            answers.Add(await AskAsync(lambda, $"{name}:live"));
        }

        Assert.All(answers, static answer => Assert.Equal("provisioned-concurrency", answer[0]));
        Assert.Equal(["1", second], answers.Select(static answer => answer[1]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(2, answers.Select(static answer => answer[2]).Distinct().Count());
    }

    [Theory]
    [InlineData("PutProvisionedConcurrencyConfig", "$LATEST", "400 InvalidParameterValueException", "Provisioned Concurrency Configs cannot be applied to unpublished function versions.")]
    [InlineData("GetProvisionedConcurrencyConfig", "$LATEST", "400 InvalidParameterValueException", "The function resource provided must be an alias or a published version.")]
    [InlineData("GetProvisionedConcurrencyConfig", "none", "404 ResourceNotFoundException", "Cannot find alias arn: ARN:none")]
    [InlineData("DeleteProvisionedConcurrencyConfig", "10", "404 ResourceNotFoundException", "Function not found: ARN:10")]
    public async Task What_cannot_be_provisioned_is_refused_in_AWSs_words(string operation, string qualifier, string error, string message)
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(Telling);
        JsonObject parameters = operation.StartsWith("Put", StringComparison.Ordinal) ? Config(name, qualifier, 1) : new JsonObject { ["FunctionName"] = name, ["Qualifier"] = qualifier };
        AwsCallException refused = await lambda.RefusedAsync(operation, parameters);
        Assert.Equal((error, message.Replace("ARN", $"arn:aws:lambda:us-east-1:000000000000:function:{name}", StringComparison.Ordinal)), ($"{refused.Status} {refused.Code}", refused.ServiceMessage));
    }

    private static JsonObject Config(string name, string qualifier, int amount)
        => new() { ["FunctionName"] = name, ["Qualifier"] = qualifier, ["ProvisionedConcurrentExecutions"] = amount };

    private static Task<JsonObject> PutAsync(AwsClient lambda, string name, string qualifier, int amount) => lambda.LambdaAsync("PutProvisionedConcurrencyConfig", Config(name, qualifier, amount));

    private static Task<JsonObject> GetAsync(AwsClient lambda, string name, string qualifier)
        => lambda.LambdaAsync("GetProvisionedConcurrencyConfig", new JsonObject { ["FunctionName"] = name, ["Qualifier"] = qualifier });

    private static Task ReadyAsync(AwsClient lambda, string name, string qualifier, int amount) => Wait.UntilAsync("provisioned environments", async () =>
    {
        JsonObject config = await GetAsync(lambda, name, qualifier);
        Assert.NotEqual("FAILED", (string?)config["Status"]);
        return (string?)config["Status"] == "READY" && (int)config["AvailableProvisionedConcurrentExecutions"]! == amount;
    });

    private static async Task<string[]> AskAsync(AwsClient lambda, string function)
        => [.. (await lambda.InvokeAsync(function)).Json!.AsArray().Select(word => (string)word!)];
}
