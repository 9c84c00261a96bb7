using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.Tools;

/// <summary>`aws sts get-caller-identity`, with which many scripts begin.</summary>
public sealed class CallerIdentityTests(SharedServer shared)
{
    [Theory]
    [InlineData("432143214321", "432143214321")]
    [InlineData("AKIAIOSFODNN7EXAMPLE", AwsClient.DefaultAccount)]
    public async Task It_tells_the_account_that_requests_speak_for(string accessKey, string account)
    {
        JsonObject identity = await new AwsCli(shared.Server.Endpoint, AwsClient.DefaultRegion, accessKey).JsonAsync("sts", "get-caller-identity");

        Assert.Equal((account, account, $"arn:aws:iam::{account}:root"), ((string?)identity["Account"], (string?)identity["UserId"], (string?)identity["Arn"]));
    }

    [Fact]
    public async Task Other_operations_are_refused_in_AWSs_words()
    {
        (int status, _, string errors) = await shared.Server.Cli().TryAsync("sts", "get-session-token");

        Assert.NotEqual(0, status);
        Assert.Contains("(InvalidAction)", errors, StringComparison.Ordinal);
        Assert.Contains("Could not find operation GetSessionToken for version 2011-06-15", errors, StringComparison.Ordinal);
    }
}
