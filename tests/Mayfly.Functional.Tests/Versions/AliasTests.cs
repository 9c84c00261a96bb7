using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Versions;

/// <summary>Aliases: where they lead, by weight too, and that moving one under load loses nothing.</summary>
public sealed class AliasTests(SharedServer shared)
{
    private const string Arns = "arn:aws:lambda:us-east-1:000000000000:function:";

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task An_alias_is_made_moved_listed_and_deleted(string client)
    {
        AwsClient lambda = shared.Server.Client(client);
        string name = await TwoVersionsAsync(lambda);
        JsonObject created = await lambda.AliasAsync(name, "live", "1");
        Assert.Equal(($"{Arns}{name}:live", "live", "1", ""), ((string?)created["AliasArn"], (string?)created["Name"], (string?)created["FunctionVersion"], (string?)created["Description"]));
        InvokeAnswer first = await lambda.InvokeAsync($"{name}:live");
        Assert.Equal(("1", "\"first\""), (first.ExecutedVersion, first.Payload));

        JsonObject moved = await lambda.MoveAliasAsync(name, "live", "2", "1", 0.25);
        JsonObject read = await lambda.LambdaAsync("GetAlias", new JsonObject { ["FunctionName"] = name, ["Name"] = "live" });
        Assert.Equal(moved.ToJsonString(), read.ToJsonString());
        Assert.Equal(0.25, (double)read["RoutingConfig"]!["AdditionalVersionWeights"]!["1"]!);
        JsonArray listed = (await lambda.LambdaAsync("ListAliases", new JsonObject { ["FunctionName"] = name, ["FunctionVersion"] = "2" }))["Aliases"]!.AsArray();
        Assert.Equal(read.ToJsonString(), Assert.Single(listed)!.ToJsonString());
        AwsCallException stale = await lambda.RefusedAsync(
            "UpdateAlias", new JsonObject { ["FunctionName"] = name, ["Name"] = "live", ["RevisionId"] = (string?)created["RevisionId"] });
        Assert.Equal(("PreconditionFailedException", 412), (stale.Code, stale.Status));

        await lambda.LambdaAsync("DeleteAlias", new JsonObject { ["FunctionName"] = name, ["Name"] = "live" });
        await lambda.LambdaAsync("DeleteAlias", new JsonObject { ["FunctionName"] = name, ["Name"] = "live" });
        AwsCallException gone = await lambda.RefusedAsync("Invoke", new JsonObject { ["FunctionName"] = name, ["Qualifier"] = "live" });
        Assert.Equal($"Function not found: {Arns}{name}:live", gone.ServiceMessage);
    }

    [Fact]
    public async Task Invocations_are_split_by_weight_each_on_its_own()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await TwoVersionsAsync(lambda);
        await lambda.AliasAsync(name, "live", "1", "2", 0.3);
        RawClient client = shared.Server.Raw();
        List<string> answers = [];
        for (int i = 0; i < 200; i++)
        {
            RawAnswer answer = await client.InvokeAsync($"{name}:live");
            Assert.Equal(answer.Text == "\"first\"" ? "1" : "2", answer.Header("X-Amz-Executed-Version"));
            answers.Add(answer.Text);
        }

        Assert.InRange(answers.Count(answer => answer == "\"second\""), 56, 64);
    }

    [Fact]
    public async Task Blue_and_green_change_under_load_without_a_failed_invocation()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(Numbered(1), new JsonObject { ["Publish"] = true });
        await lambda.AliasAsync(name, "live", "1");
        await SteadyLoad.DuringAsync(
            shared.Server,
            $"{name}:live",
            1,
            async load =>
            {
                for (int number = 2; number <= 5; number++)
                {
                    string version = await lambda.PublishAsync(name, Numbered(number));
                    await load.ChangeAsync(
                        number,
                        async () =>
                        {
                            await lambda.MoveAliasAsync(name, "live", $"{number - 1}", version, 0.5);
                            await lambda.MoveAliasAsync(name, "live", version);
                        },
                        () => lambda.LambdaAsync("DeleteFunction", new JsonObject { ["FunctionName"] = name, ["Qualifier"] = $"{number - 1}" }));
                }
            },
            numbersAreVersions: true);
    }

    [Theory]
    [InlineData("""{"FunctionVersion":"1","RoutingConfig":{"AdditionalVersionWeights":{"1":0.8,"2":0.2}}}""", "400 InvalidParameterValueException", "Number of items in AdditionalVersionWeights cannot be greater than 1")]
    [InlineData("""{"FunctionVersion":"1","RoutingConfig":{"AdditionalVersionWeights":{"1":0.5}}}""", "400 InvalidParameterValueException", "Invalid function version 1. Function version 1 is already included in routing configuration.")]
    [InlineData("""{"FunctionVersion":"$LATEST","RoutingConfig":{"AdditionalVersionWeights":{"1":0.5}}}""", "400 InvalidParameterValueException", "$LATEST is not supported for an alias pointing to more than 1 version")]
    [InlineData("""{"FunctionVersion":"1","RoutingConfig":{"AdditionalVersionWeights":{"2":2}}}""", "400 ValidationException", "1 validation error detected: Value '{2=2.0}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]")]
    [InlineData("""{"FunctionVersion":"1","RoutingConfig":{"AdditionalVersionWeights":{"$LATEST":0.5}}}""", "400 ValidationException", "1 validation error detected: Value '{$LATEST=0.5}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+]")]
    [InlineData("""{"FunctionVersion":"10"}""", "404 ResourceNotFoundException", "Function not found: ARN:10")]
    [InlineData("""{"FunctionVersion":"1","Name":"2024"}""", "400 ValidationException", "1 validation error detected: Value '2024' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)")]
    public async Task An_alias_that_cannot_be_is_refused_in_AWSs_words(string parameters, string error, string message)
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(Numbered(1), new JsonObject { ["Publish"] = true });
        JsonObject request = JsonNode.Parse(parameters)!.AsObject();
        request["FunctionName"] = name;
        request["Name"] ??= "live";

        AwsCallException refused = await lambda.RefusedAsync("CreateAlias", request);

        Assert.Equal((error, message.Replace("ARN", Arns + name, StringComparison.Ordinal)), ($"{refused.Status} {refused.Code}", refused.ServiceMessage));
    }

    private static async Task<string> TwoVersionsAsync(AwsClient lambda)
    {
        string name = await lambda.CreateAsync(FunctionSource.Node("exports.handler = async () => 'first';"), new JsonObject { ["Publish"] = true });
        await lambda.PublishAsync(name, FunctionSource.Node("exports.handler = async () => 'second';"));
        return name;
    }

    private static FunctionSource Numbered(int number) => FunctionSource.Node($"exports.handler = async () => {number};");
}
