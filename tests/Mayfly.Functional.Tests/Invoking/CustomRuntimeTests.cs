using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Invoking;

/// <summary>A customer's own runtime: an executable named bootstrap that speaks the Runtime API.</summary>
public sealed class CustomRuntimeTests(SharedServer shared)
{
    private const string Loop = """
        #!/bin/bash
        api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime"
        while true; do
          event=$(curl -sS -D /tmp/headers "$api/invocation/next")
          id=$(grep -i '^Lambda-Runtime-Aws-Request-Id:' /tmp/headers | tr -d '\r' | cut -d' ' -f2)
          BODY
        done
        """;

    [Theory]
    [InlineData("provided")]
    [InlineData("provided.al2")]
    [InlineData("provided.al2023")]
    public async Task It_answers(string runtime)
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(Script("""curl -sS -o /dev/null -d "{\"handler\":\"$_HANDLER\",\"event\":$event}" "$api/invocation/$id/response" """) with { Runtime = runtime });

        Assert.Equal("""{"handler":"function.handler","event":{"a":1}}""", (await lambda.InvokeAsync(name, """{"a":1}""")).Payload);
        Assert.Equal("""{"handler":"function.handler","event":2}""", (await lambda.InvokeAsync(name, "2")).Payload);
    }

    [Fact]
    public async Task Its_error_is_the_callers()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(Script("""curl -sS -o /dev/null -H 'Lambda-Runtime-Function-Error-Type: Mine.Own' -d '{"errorType":"Mine.Own","errorMessage":"said so"}' "$api/invocation/$id/error" """));

        Assert.Equal("""{"errorType":"Mine.Own","errorMessage":"said so"}""", (await lambda.InvokeAsync(name)).Error.ToJsonString());
    }

    [Fact]
    public async Task Its_end_during_Init_is_told()
    {
        string name = await shared.Server.Boto3().CreateAsync(FunctionSource.Custom("#!/bin/bash\nexit 42\n"));

        RawAnswer answer = await shared.Server.Raw().InvokeAsync(name);

        Assert.Equal("Runtime.ExitError", (string?)answer.Json["errorType"]);
        Assert.Equal($"RequestId: {answer.Header("x-amzn-RequestId")} Error: Runtime exited with error: exit status 42", (string?)answer.Json["errorMessage"]);
    }

    [Fact]
    public async Task A_package_without_bootstrap_is_told()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(new FunctionSource("provided.al2023", "h", Archive.Of(("other", "x"))));

        string error = (await lambda.InvokeAsync(name)).Error.ToJsonString();

        Assert.Contains("Runtime.InvalidEntrypoint", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_prints_is_logged()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(Script("""echo "out $id"; echo "err $id" >&2; curl -sS -o /dev/null -d "\"$id\"" "$api/invocation/$id/response" """));

        InvokeAnswer answer = await lambda.InvokeWithTailAsync(name);

        string id = (string)answer.Json!.AsValue()!;
        Assert.Contains($"out {id}\n", answer.LogTail, StringComparison.Ordinal);
        Assert.Contains($"err {id}\n", answer.LogTail, StringComparison.Ordinal);
    }

    private static FunctionSource Script(string body) => FunctionSource.Custom(Loop.Replace("BODY", body, StringComparison.Ordinal));
}
