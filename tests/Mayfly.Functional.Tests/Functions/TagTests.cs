using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Functions;

/// <summary>TagResource, UntagResource and ListTags.</summary>
public sealed class TagTests(SharedServer shared)
{
    private static readonly FunctionSource Source = FunctionSource.Node("exports.handler = async () => 1;");

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task Tags_are_added_replaced_and_removed(string client)
    {
        AwsClient lambda = shared.Server.Client(client);
        string name = await lambda.CreateAsync(Source, new JsonObject { ["Tags"] = new JsonObject { ["a"] = "1", ["b"] = "2" } });
        string arn = $"arn:aws:lambda:us-east-1:000000000000:function:{name}";

        await lambda.LambdaAsync("TagResource", new JsonObject { ["Resource"] = arn, ["Tags"] = new JsonObject { ["b"] = "two", ["c d"] = "3" } });
        Assert.Equal("""{"a":"1","b":"two","c d":"3"}""", await TagsAsync(lambda, arn));

        await lambda.LambdaAsync("UntagResource", new JsonObject { ["Resource"] = arn, ["TagKeys"] = new JsonArray("a", "c d", "never there") });
        Assert.Equal("""{"b":"two"}""", await TagsAsync(lambda, arn));
    }

    [Fact]
    public async Task Tagging_does_not_make_a_new_revision()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(Source);
        string? before = (string?)(await lambda.ReadyAsync(name))["RevisionId"];

        await lambda.LambdaAsync("TagResource", new JsonObject { ["Resource"] = $"arn:aws:lambda:us-east-1:000000000000:function:{name}", ["Tags"] = new JsonObject { ["a"] = "1" } });

        Assert.Equal(before, (string?)(await lambda.ReadyAsync(name))["RevisionId"]);
    }

    private static async Task<string> TagsAsync(AwsClient lambda, string arn)
    {
        JsonObject answer = await lambda.LambdaAsync("ListTags", new JsonObject { ["Resource"] = arn });
        return new JsonObject(answer["Tags"]!.AsObject().OrderBy(tag => tag.Key, StringComparer.Ordinal)
            .Select(tag => KeyValuePair.Create(tag.Key, tag.Value?.DeepClone()))).ToJsonString();
    }
}
