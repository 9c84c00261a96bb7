using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Functions;

/// <summary>That nothing is left of what CreateFunction refused, and what its refusals say besides the recorded ones.</summary>
public sealed class CreateRefusalTests(SharedServer shared)
{
    private static readonly FunctionSource Source = FunctionSource.Node("exports.handler = async () => 1;");

    [Fact]
    public async Task Several_faults_are_told_together()
    {
        AwsCallException refused = await RefusedAsync(new JsonObject { ["MemorySize"] = 1, ["Timeout"] = 0 });

        Assert.Equal("ValidationException", refused.Code);
        Assert.StartsWith("2 validation errors detected: ", refused.ServiceMessage, StringComparison.Ordinal);
        Assert.Contains("Value '1' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128", refused.ServiceMessage, StringComparison.Ordinal);
        Assert.Contains("; Value '0' at 'timeout' failed to satisfy constraint: Member must have value greater than or equal to 1", refused.ServiceMessage.Replace("detected: ", "; ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_beyond_the_limit_is_refused()
    {
        string name = FunctionCalls.NewName();
        RawAnswer answer = await shared.Server.Raw().SendAsync(HttpMethod.Post, "/2015-03-31/functions", new byte[70_167_212]);

        Assert.Equal((413, "RequestEntityTooLargeException"), (answer.Status, answer.ErrorType));
        Assert.Equal("""{"message":"Request must be smaller than 70167211 bytes for the CreateFunction operation"}""", answer.Json.ToJsonString());
        await AssertNothingIsLeftAsync(name);
    }

    [Fact]
    public async Task A_runtime_that_is_not_installed_is_refused_with_what_to_do()
    {
        AwsCallException refused = await RefusedAsync(new JsonObject { ["Runtime"] = InstalledRuntimes.NotInstalled });

        Assert.Equal(("InvalidParameterValueException", 400), (refused.Code, refused.Status));
        Assert.Contains(InstalledRuntimes.NotInstalled, refused.ServiceMessage, StringComparison.Ordinal);
        Assert.Contains("install", refused.ServiceMessage, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<AwsCallException> RefusedAsync(JsonObject changes)
    {
        JsonObject parameters = FunctionCalls.Creation(FunctionCalls.NewName(), Source, changes);
        AwsCallException refused = await shared.Server.Sdk().RefusedAsync("CreateFunction", parameters);
        if (changes["FunctionName"] is null)
        {
            await AssertNothingIsLeftAsync((string)parameters["FunctionName"]!);
        }

        return refused;
    }

    private async Task AssertNothingIsLeftAsync(string name)
        => Assert.Equal(404, (await shared.Server.Raw().SendAsync(HttpMethod.Get, $"/2015-03-31/functions/{name}")).Status);
}
