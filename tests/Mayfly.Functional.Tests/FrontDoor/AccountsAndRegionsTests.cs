using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.FrontDoor;

/// <summary>Accounts and regions do not see each other, though they use the same names.</summary>
public sealed class AccountsAndRegionsTests(SharedServer shared)
{
    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task The_same_name_is_another_function_elsewhere(string client)
    {
        string name = FunctionCalls.NewName();
        (string Account, string Region)[] places = [("111111111111", "us-east-1"), ("111111111111", "eu-west-1"), ("222222222222", "us-east-1")];
        foreach ((string account, string region) in places)
        {
            AwsClient lambda = At(client, account, region);
            FunctionSource source = FunctionSource.Node($"exports.handler = async (e, c) => ['{account}', process.env.AWS_REGION, c.invokedFunctionArn];");
            await lambda.CreateAsync(source, new JsonObject { ["FunctionName"] = name, ["Role"] = $"arn:aws:iam::{account}:role/any" });
        }

        foreach ((string account, string region) in places)
        {
            InvokeAnswer answer = await At(client, account, region).InvokeAsync(name);
            Assert.Equal($"""["{account}","{region}","arn:aws:lambda:{region}:{account}:function:{name}"]""", answer.Payload);
        }

        await At(client, places[0].Account, places[0].Region).DeleteAsync(name);
        await At(client, places[1].Account, places[1].Region).InvokeAsync(name);
        AwsCallException refused = await At(client, places[0].Account, places[0].Region).RefusedAsync("Invoke", new JsonObject { ["FunctionName"] = name });
        Assert.Equal("ResourceNotFoundException", refused.Code);
    }

    [Fact]
    public async Task Logs_are_kept_apart_as_well()
    {
        AwsClient one = At("boto3", "333333333333", "us-east-1"), other = At("boto3", "333333333333", "us-west-2");
        await one.LogsAsync("CreateLogGroup", new JsonObject { ["logGroupName"] = "only-here" });

        Assert.Single((await one.LogsAsync("DescribeLogGroups"))["logGroups"]!.AsArray());
        Assert.Empty((await other.LogsAsync("DescribeLogGroups"))["logGroups"]!.AsArray());
    }

    [Fact]
    public async Task Without_credentials_it_is_the_default_account()
    {
        string name = await shared.Server.Boto3().CreateAsync(FunctionSource.Node("exports.handler = async () => 1;"));
        using HttpClient http = new();

        string answer = await http.GetStringAsync(new Uri(shared.Server.Endpoint, $"/2015-03-31/functions/{name}/configuration"), TestContext.Current.CancellationToken);

        Assert.Equal($"arn:aws:lambda:us-east-1:000000000000:function:{name}", (string?)JsonNode.Parse(answer)!["FunctionArn"]);
    }

    private AwsClient At(string client, string account, string region) => client == "boto3" ? shared.Server.Boto3(account, region) : shared.Server.Sdk(account, region);
}
