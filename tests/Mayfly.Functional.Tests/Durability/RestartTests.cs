using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Durability;

/// <summary>A restart, clean or not, keeps functions, tags, configuration and logs.</summary>
public sealed class RestartTests : OwnServer
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Everything_is_as_before(bool clean)
    {
        MayflyServer server = await StartAsync();
        AwsClient lambda = server.Boto3();
        string name = await lambda.CreateAsync(
            FunctionSource.Python("def handler(event, context):\n    print('said', event)\n    return event\n"),
            new JsonObject { ["Tags"] = new JsonObject { ["a"] = "1" }, ["Description"] = "kept", ["MemorySize"] = 256 });
        await lambda.InvokeAsync(name, "\"before\"");
        await SeeInLogAsync(server, name, "said before");
        JsonObject before = await GetAsync(lambda, name);

        if (clean)
        {
            await server.StopAsync();
        }
        else
        {
            server.Kill();
        }

        await server.StartAgainAsync();

        lambda = server.Boto3();
        Assert.Equal(before.ToJsonString(), (await GetAsync(lambda, name)).ToJsonString());
        Assert.Equal("\"after\"", (await lambda.InvokeAsync(name, "\"after\"")).Payload);
        await SeeInLogAsync(server, name, "said before");
        await SeeInLogAsync(server, name, "said after");
    }

    private static async Task<JsonObject> GetAsync(AwsClient lambda, string name)
    {
        JsonObject function = await lambda.LambdaAsync("GetFunction", new JsonObject { ["FunctionName"] = name });
        function["Code"]!.AsObject().Remove("Location");
        return function;
    }

    private static Task SeeInLogAsync(MayflyServer server, string name, string text) => Wait.UntilAsync($"{text} in the log", async () =>
    {
        try
        {
            JsonObject events = await server.Boto3().LogsAsync("FilterLogEvents", new JsonObject { ["logGroupName"] = $"/aws/lambda/{name}" });
            return events["events"]!.AsArray().Any(one => ((string)one!["message"]!).Contains(text, StringComparison.Ordinal));
        }
        catch (AwsCallException absent) when (absent.Code == "ResourceNotFoundException")
        {
            return false;
        }
    });
}
