using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Functions;

/// <summary>A deleted function is gone at once, for every operation, and its name is free again.</summary>
public sealed class DeleteFunctionTests(SharedServer shared)
{
    private static readonly FunctionSource Source = FunctionSource.Node("exports.handler = async () => process.env.GENERATION;");

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task Nothing_finds_it_any_more(string client)
    {
        AwsClient lambda = shared.Server.Client(client);
        string name = await lambda.CreateAsync(Source);
        await lambda.InvokeAsync(name);
        JsonObject named = new() { ["FunctionName"] = name };

        JsonObject answer = await lambda.FullCallAsync("lambda", "DeleteFunction", named);

        Assert.Equal(204, (int)answer["status"]!);
        foreach (string operation in (string[])["GetFunction", "GetFunctionConfiguration", "Invoke", "DeleteFunction"])
        {
            await AssertNotFoundAsync(lambda, operation, named);
        }
    }

    [Fact]
    public async Task A_new_function_of_the_same_name_starts_afresh()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(Source, Generation(1));
        Assert.Equal("\"1\"", (await lambda.InvokeAsync(name)).Payload);
        await lambda.DeleteAsync(name);

        await lambda.CreateAsync(Source, new JsonObject(Generation(2).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))) { ["FunctionName"] = name });

        Assert.Equal("\"2\"", (await lambda.InvokeAsync(name)).Payload);
    }

    private static async Task AssertNotFoundAsync(AwsClient lambda, string operation, JsonObject named)
    {
        AwsCallException refused = await lambda.RefusedAsync(operation, named);
        Assert.Equal(("ResourceNotFoundException", 404), (refused.Code, refused.Status));
    }

    private static JsonObject Generation(int number)
        => new() { ["Environment"] = new JsonObject { ["Variables"] = new JsonObject { ["GENERATION"] = $"{number}" } } };
}
