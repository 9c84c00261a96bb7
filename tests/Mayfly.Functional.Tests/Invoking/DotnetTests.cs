using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Invoking;

/// <summary>C# functions in real sandboxes; the pack's own tests have all the signatures and errors.</summary>
public sealed class DotnetTests(SharedServer shared)
{
    private static readonly JsonObject Booted = new() { ["Environment"] = new JsonObject { ["Variables"] = new JsonObject { ["DOTNET_TieredCompilation"] = "1", ["STAGE"] = "test" } } };
    private static readonly JsonObject FromStem = new() { ["Environment"] = new JsonObject { ["Variables"] = new JsonObject { ["STAGE"] = "test" } } };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_method_answers_from_a_stem_and_from_a_sandbox_of_its_own(bool stem)
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Dotnet("Signatures::TaskOfPoco"), stem ? FromStem : Booted);

        for (int i = 0; i < 3; i++)
        {
            Assert.Equal($$"""{"Name":"{{name}}","Count":{{i}}}""", (await lambda.InvokeAsync(name, $$"""{"count":{{i}}}""")).Payload);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_executable_assembly_answers(bool stem)
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Dotnet("Executable"), stem ? FromStem : Booted);

        JsonNode answer = (await lambda.InvokeAsync(name, "[1]")).Json!;

        Assert.Equal(("[1]", "test", "Executable"), (answer["event"]!.ToJsonString(), (string?)answer["stage"], (string?)answer["entry"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_heap_has_the_functions_memory(bool stem)
    {
        AwsClient lambda = shared.Server.Boto3();
        JsonObject more = (JsonObject)(stem ? FromStem : Booted).DeepClone();
        more["MemorySize"] = 300;
        string name = await lambda.CreateAsync(FunctionSource.Dotnet("Signatures::Heap"), more);

        Assert.Equal("300", (await lambda.InvokeAsync(name)).Payload);
    }

    [Fact]
    public async Task An_exception_is_told_and_logged()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Dotnet("Failures::Throw"));

        InvokeAnswer failed = await lambda.InvokeWithTailAsync(name, "\"cause\"");
        InvokeAnswer next = await lambda.InvokeAsync(name, "\"fine\"");

        Assert.Equal(("OwnException", "outer"), ((string?)failed.Error["errorType"], (string?)failed.Error["errorMessage"]));
        Assert.Equal("ArgumentException", (string?)failed.Error["cause"]!["errorType"]);
        Assert.Contains("\tfail\tFunctions.OwnException: outer\n ---> System.ArgumentException: inner", failed.LogTail, StringComparison.Ordinal);
        Assert.Equal("\"fine\"", next.Payload);
    }

    [Fact]
    public async Task A_handler_that_does_not_load_is_told()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Dotnet("Nowhere::Method"));

        JsonObject error = (await lambda.InvokeAsync(name)).Error;

        Assert.Equal(("LambdaValidationException", "Unable to load type 'Functions.Nowhere' from assembly 'Functions'."), ((string?)error["errorType"], (string?)error["errorMessage"]));
    }

    [Theory]
    [InlineData("Exit", "3", "Runtime exited with error: exit status 3")]
    [InlineData("Overflow", "1", "Runtime exited with error: signal: aborted")]
    public async Task A_process_that_ends_is_told(string method, string given, string sentence)
    {
        string name = await shared.Server.Boto3().CreateAsync(FunctionSource.Dotnet($"Failures::{method}"));

        RawAnswer answer = await shared.Server.Raw().InvokeAsync(name, given);

        Assert.Equal("Runtime.ExitError", (string?)answer.Json["errorType"]);
        Assert.Equal($"RequestId: {answer.Header("x-amzn-RequestId")} Error: {sentence}", (string?)answer.Json["errorMessage"]);
    }

    [Fact]
    public async Task Messages_of_many_lines_are_one_event_each()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Dotnet("Logs::Run"));

        InvokeAnswer answer = await lambda.InvokeWithTailAsync(name, "\"console\"");

        Assert.Matches("\tinfo\tout\nof two lines\n.*\tfail\terror\n", answer.LogTail);
    }
}
