using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Tools;

/// <summary>The Serverless Framework on a function that is there: `deploy function` changes it, `invoke` runs it, `logs` shows what it wrote.</summary>
public sealed class ServerlessFrameworkTests(SharedServer shared)
{
    private const string Account = "123412341234";

    [Fact]
    public async Task A_function_is_invoked()
    {
        using ServerlessFramework serverless = await ServiceAsync("exports.handler = async (event) => { console.log('seen', event.name); return { hello: event.name }; };");

        string output = await serverless.RunAsync("invoke", "-f", "hello", "-d", """{"name":"mayfly"}""", "--log");

        string[] parts = output.Split("----", 2);
        Assert.Equal("""{"hello":"mayfly"}""", JsonNode.Parse(parts[0])!.ToJsonString());
        Assert.Contains("seen mayfly", parts[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_function_fails_the_command()
    {
        using ServerlessFramework serverless = await ServiceAsync("exports.handler = async () => { throw new RangeError('too far'); };");

        (int status, string output, _) = await serverless.TryAsync("invoke", "-f", "hello");

        Assert.NotEqual(0, status);
        Assert.Contains("RangeError", output, StringComparison.Ordinal);
        Assert.Contains("Invoked function failed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_code_and_configuration_are_deployed_once()
    {
        using ServerlessFramework serverless = await ServiceAsync("exports.handler = async () => 'old';");
        serverless.Write("index.js", "exports.handler = async () => [process.env.OWNER, process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE];");

        await serverless.RunAsync("deploy", "function", "-f", "hello");
        string answer = await serverless.RunAsync("invoke", "-f", "hello");
        (_, _, string again) = await serverless.TryAsync("deploy", "function", "-f", "hello");

        Assert.Equal($"""["{Account}","256"]""", JsonNode.Parse(answer)!.ToJsonString());
        Assert.Contains("Code did not change", again, StringComparison.Ordinal);
        Assert.Contains("Function configuration did not change", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_is_shown()
    {
        using ServerlessFramework serverless = await ServiceAsync("exports.handler = async (event) => { console.log('seen', event.name); };");
        await serverless.RunAsync("invoke", "-f", "hello", "-d", """{"name":"mayfly"}""");

        await Wait.UntilAsync("the line in the log", async () => (await serverless.RunAsync("logs", "-f", "hello")).Contains("seen mayfly", StringComparison.Ordinal));
    }

    /// <summary>A service with one function, which exists already, as its last `deploy` left it.</summary>
    private async Task<ServerlessFramework> ServiceAsync(string source)
    {
        string service = FunctionCalls.NewName("s");
        await shared.Server.Boto3(Account).CreateAsync(
            FunctionSource.Node(source), new JsonObject { ["FunctionName"] = $"{service}-dev-hello", ["Role"] = $"arn:aws:iam::{Account}:role/any", ["Timeout"] = 6 });
        ServerlessFramework serverless = new(shared.Server, Account);
        serverless.Write("index.js", source);
        serverless.Write("serverless.yml", $$"""
            service: {{service}}
            provider:
              name: aws
              runtime: {{InstalledRuntimes.Node}}
              region: us-east-1
              memorySize: 256
              environment:
                OWNER: ${aws:accountId}
            functions:
              hello:
                handler: index.handler
            """);
        return serverless;
    }
}
