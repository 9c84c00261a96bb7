using System.Text;
using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Invoking;

/// <summary>What travels beside the payload: client context, trace header, request id, executed version.</summary>
public sealed class InvocationHeaderTests(SharedServer shared)
{
    private const string ClientContext = """{"custom":{"key":"value"},"client":{"app_title":"title"},"env":{"make":"maker"}}""";

    private static readonly FunctionSource Node = FunctionSource.Node("""
        exports.handler = async (event, context) => ({
          custom: context.clientContext?.custom ?? context.clientContext?.Custom ?? null,
          id: context.awsRequestId, arn: context.invokedFunctionArn, name: context.functionName, version: context.functionVersion,
          memory: context.memoryLimitInMB, group: context.logGroupName, stream: context.logStreamName,
          remaining: context.getRemainingTimeInMillis(), trace: process.env._X_AMZN_TRACE_ID ?? null });
        """);

    private static readonly FunctionSource Python = FunctionSource.Python("""
        import os
        def handler(event, context):
            return dict(custom=context.client_context and context.client_context.custom,
                id=context.aws_request_id, arn=context.invoked_function_arn, name=context.function_name, version=context.function_version,
                memory=context.memory_limit_in_mb, group=context.log_group_name, stream=context.log_stream_name,
                remaining=context.get_remaining_time_in_millis(), trace=os.environ.get('_X_AMZN_TRACE_ID'))
        """);

    [Theory]
    [InlineData("node")]
    [InlineData("python")]
    public async Task The_context_is_complete(string language)
    {
        string name = await shared.Server.Boto3().CreateAsync(language == "node" ? Node : Python);
        const string trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

        RawAnswer answer = await shared.Server.Raw().InvokeAsync(
            name, "{}", ("X-Amz-Client-Context", Convert.ToBase64String(Encoding.UTF8.GetBytes(ClientContext))), ("X-Amzn-Trace-Id", trace));

        JsonObject seen = answer.Json;
        Assert.Equal("""{"key":"value"}""", seen["custom"]!.ToJsonString());
        Assert.Equal(answer.Header("x-amzn-RequestId"), (string?)seen["id"]);
        Assert.Equal($"arn:aws:lambda:us-east-1:000000000000:function:{name}", (string?)seen["arn"]);
        Assert.Equal((name, "$LATEST", "128", $"/aws/lambda/{name}"), ((string?)seen["name"], (string?)seen["version"], (string?)seen["memory"], (string?)seen["group"]));
        Assert.Matches(@"^\d{4}/\d\d/\d\d/\[\$LATEST\][0-9a-f]{32}$", (string?)seen["stream"]);
        Assert.InRange((double)seen["remaining"]!, 1, 60_000);
        Assert.StartsWith("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=", (string?)seen["trace"], StringComparison.Ordinal);
        Assert.Contains("Root=1-5759e988-bd862e3fe1be46a994272793", answer.Header("X-Amzn-Trace-Id"), StringComparison.Ordinal);
        Assert.Equal("$LATEST", answer.Header("X-Amz-Executed-Version"));
    }

    [Fact]
    public async Task A_trace_is_begun_where_none_came()
    {
        string name = await shared.Server.Boto3().CreateAsync(Node);

        RawAnswer answer = await shared.Server.Raw().InvokeAsync(name);

        Assert.Matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}", (string?)answer.Json["trace"]);
        Assert.Matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}", answer.Header("X-Amzn-Trace-Id"));
    }

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task Clients_send_a_client_context(string client)
    {
        AwsClient lambda = shared.Server.Client(client);
        string name = await lambda.CreateAsync(Node);

        InvokeAnswer answer = await lambda.InvokeAsync(
            name, more: new JsonObject { ["ClientContext"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(ClientContext)) });

        Assert.Equal("""{"key":"value"}""", answer.Json!["custom"]!.ToJsonString());
    }

    [Fact]
    public async Task A_garbled_client_context_is_refused()
    {
        string name = await shared.Server.Boto3().CreateAsync(Node);

        RawAnswer answer = await shared.Server.Raw().InvokeAsync(name, "{}", ("X-Amz-Client-Context", "%%%"));

        Assert.Equal((400, "InvalidRequestContentException"), (answer.Status, answer.ErrorType));
    }

    [Fact]
    public async Task Reserved_variables_are_as_AWS_documents_them()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Node("exports.handler = async () => ({ ...process.env, cwd: process.cwd() });"));

        JsonNode seen = (await lambda.InvokeAsync(name)).Json!;

        Assert.Equal(
            ("index.handler", "us-east-1", "us-east-1", name, "$LATEST", "128"),
            ((string?)seen["_HANDLER"], (string?)seen["AWS_REGION"], (string?)seen["AWS_DEFAULT_REGION"], (string?)seen["AWS_LAMBDA_FUNCTION_NAME"],
                (string?)seen["AWS_LAMBDA_FUNCTION_VERSION"], (string?)seen["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]));
        Assert.Equal(
            ("/var/task", "/var/runtime", "on-demand", ":UTC", "/var/task", $"AWS_Lambda_{InstalledRuntimes.Node}"),
            ((string?)seen["LAMBDA_TASK_ROOT"], (string?)seen["LAMBDA_RUNTIME_DIR"], (string?)seen["AWS_LAMBDA_INITIALIZATION_TYPE"], (string?)seen["TZ"],
                (string?)seen["cwd"], (string?)seen["AWS_EXECUTION_ENV"]));
        foreach (string present in (string[])["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_LAMBDA_RUNTIME_API", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "PATH", "LANG"])
        {
            Assert.False(string.IsNullOrEmpty((string?)seen[present]), $"{present} is missing.");
        }
    }
}
