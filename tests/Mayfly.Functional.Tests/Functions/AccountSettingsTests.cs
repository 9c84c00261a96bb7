using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Functions;

/// <summary>GetAccountSettings gives AWS's limits and counts what the account has. The account is this test's own.</summary>
public sealed class AccountSettingsTests(SharedServer shared)
{
    [Theory]
    [InlineData("boto3", "100000000002")]
    [InlineData("sdk", "100000000003")]
    public async Task Limits_and_usage_are_told(string client, string account)
    {
        AwsClient lambda = client == "boto3" ? shared.Server.Boto3(account) : shared.Server.Sdk(account);
        FunctionSource source = FunctionSource.Node("exports.handler = async () => 1;");
        await lambda.CreateAsync(source);
        await lambda.CreateAsync(source);

        JsonObject settings = await lambda.LambdaAsync("GetAccountSettings");

        JsonNode limit = settings["AccountLimit"]!;
        Assert.Equal(262_144_000, (long)limit["CodeSizeUnzipped"]!);
        Assert.Equal(52_428_800, (long)limit["CodeSizeZipped"]!);
        Assert.Equal(1000, (int)limit["ConcurrentExecutions"]!);
        Assert.Equal(1000, (int)limit["UnreservedConcurrentExecutions"]!);
        Assert.Equal(2, (long)settings["AccountUsage"]!["FunctionCount"]!);
        Assert.Equal(2 * source.Archive.Length, (long)settings["AccountUsage"]!["TotalCodeSize"]!);
    }
}
