using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Invoking;

/// <summary>What a newcomer does first: create a function and invoke it, with each client and in each language.</summary>
public sealed class FirstInvocationTests(SharedServer shared)
{
    private static readonly FunctionSource NodeHello = FunctionSource.Node("exports.handler = async event => ({ hello: event.name });");
    private static readonly FunctionSource PythonHello = FunctionSource.Python("def handler(event, context):\n    return {'hello': event['name']}\n");

    [Theory]
    [InlineData("boto3", "node")]
    [InlineData("boto3", "python")]
    [InlineData("sdk", "node")]
    [InlineData("sdk", "python")]
    public async Task A_client_creates_and_invokes(string client, string language)
    {
        AwsClient lambda = shared.Server.Client(client);
        string name = await lambda.CreateAsync(language == "node" ? NodeHello : PythonHello);

        InvokeAnswer answer = await lambda.InvokeAsync(name, """{"name":"you"}""");

        Assert.Equal(200, answer.Status);
        Assert.Null(answer.FunctionError);
        Assert.Equal("$LATEST", answer.ExecutedVersion);
        Assert.Equal("you", (string?)answer.Json!["hello"]);
    }

    [Fact]
    public async Task The_aws_command_creates_and_invokes()
    {
        AwsCli aws = shared.Server.Cli();
        string name = FunctionCalls.NewName();
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string archive = Path.Combine(folder, "hello.zip"), result = Path.Combine(folder, "result.json");
            await File.WriteAllBytesAsync(archive, NodeHello.Archive, TestContext.Current.CancellationToken);
            await aws.JsonAsync(
                "lambda", "create-function", "--function-name", name, "--runtime", NodeHello.Runtime, "--handler", NodeHello.Handler,
                "--role", FunctionCalls.Role, "--zip-file", $"fileb://{archive}");
            await aws.RunAsync("lambda", "wait", "function-active-v2", "--function-name", name);

            JsonObject answer = await aws.JsonAsync(
                "lambda", "invoke", "--function-name", name, "--cli-binary-format", "raw-in-base64-out", "--payload", """{"name":"you"}""", result);

            Assert.Equal(200, (int)answer["StatusCode"]!);
            Assert.Equal("""{"hello":"you"}""", await File.ReadAllTextAsync(result, TestContext.Current.CancellationToken));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
