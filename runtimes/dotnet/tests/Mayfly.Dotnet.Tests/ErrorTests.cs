using System.Text.Json.Nodes;

namespace Mayfly.Dotnet.Tests;

public sealed class ErrorTests
{
    [Theory]
    [InlineData("", "LambdaValidationException", "Empty lambda function handler. The valid format is 'ASSEMBLY::TYPE::METHOD'.")]
    [InlineData("Functions::Type", "LambdaValidationException", "Invalid lambda function handler: 'Functions::Type'. The valid format is 'ASSEMBLY::TYPE::METHOD'.")]
    [InlineData("Functions::::Method", "LambdaValidationException", "Invalid lambda function handler: 'Functions::::Method', the type is missing. The valid format is 'ASSEMBLY::TYPE::METHOD'.")]
    [InlineData("Nowhere::T::M", "LambdaValidationException", "Could not find the specified handler assembly with the file name 'Nowhere, Culture=neutral, PublicKeyToken=null'. The assembly should be located in the root of your uploaded .zip file.")]
    [InlineData("Functions::Functions.Nowhere::M", "LambdaValidationException", "Unable to load type 'Functions.Nowhere' from assembly 'Functions'.")]
    [InlineData("Functions::Functions.Signatures::M", "LambdaValidationException", "Unable to find method 'M' in type 'Functions.Signatures' from assembly 'Functions': Found no methods matching method name 'M'.")]
    [InlineData("Functions::Functions.Signatures::Overloaded", "LambdaValidationException", "The method 'Overloaded' in type 'Functions.Signatures' appears to have a number of overloads. To call this method please specify a complete method signature. Possible candidates are:\nSystem.String Overloaded(System.String)\nSystem.String Overloaded(Int32).")]
    [InlineData("Functions::Functions.Unusable::Instance", "LambdaValidationException", "The instance method 'System.String Instance()' cannot be used as a Lambda Handler because its type 'Functions.Unusable' is abstract. Please either use a static handler or specify a type that is not abstract.")]
    [InlineData("Functions::Functions.Unusable::AsyncVoid", "LambdaValidationException", "The method 'Void AsyncVoid()' cannot be used as a Lambda Handler because it is an 'async void' method. Handler methods cannot be 'async void'. Please specify a method that is not 'async void'.")]
    [InlineData("Functions::Functions.Unusable::Params", "LambdaValidationException", "The method 'Void Params(System.String[])' cannot be used as a Lambda Handler because it is a 'params' method. Please specify a method that does not use 'params'.")]
    [InlineData("Functions::Functions.Unusable::TooMany", "LambdaValidationException", "Method 'TooMany' of type 'Functions.Unusable' is not supported: the method has more than 2 parameters.")]
    [InlineData("Functions::Functions.Unusable::NoContext", "LambdaValidationException", "Method 'NoContext' of type 'Functions.Unusable' is not supported: the method has 2 parameters, but the second parameter is not of type 'Amazon.Lambda.Core.ILambdaContext'.")]
    [InlineData("Functions::Functions.FailingType::Run", "TypeInitializationException", "The type initializer for 'Functions.FailingType' threw an exception.")]
    public async Task A_handler_that_cannot_be_made_fails_Init_in_AWSs_words(string handler, string type, string message)
    {
        FunctionRun run = await new FakeRuntimeApi().RunHandlerAsync(handler, "{}");

        ApiRequest answer = Assert.Single(run.Answers);
        Assert.Equal("/2018-06-01/runtime/init/error", answer.Path);
        Assert.Equal(type, answer.Headers["lambda-runtime-function-error-type"]);
        Assert.Equal((type, message), ((string?)run.Answer()!["errorType"], (string?)run.Answer()!["errorMessage"]));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("\tfail\t", run.Frames[^1], StringComparison.Ordinal);
        Assert.Contains(message.Split('\n')[0], run.Frames[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_serializer_only_streams_will_do()
    {
        FakeRuntimeApi api = new() { Folder = Places.Function("Executable") };

        FunctionRun run = await api.RunHandlerAsync("Executable::Executable.Plain::Text", "{}");
        FunctionRun streams = await api.RunHandlerAsync("Executable::Executable.Plain::Bytes", "[1]");

        Assert.Equal("[1]", streams.Text());
        Assert.Equal(
            "Could not find the LambdaSerializerAttribute on the assembly 'Executable' or method 'Text' while attempting to deserialize input data of type 'System.String'. To use types other than System.IO.Stream as input/output parameters, the assembly or Lambda function should be annotated with Amazon.Lambda.Core.LambdaSerializerAttribute.",
            (string?)run.Answer()!["errorMessage"]);
    }

    [Fact]
    public async Task A_constructor_that_throws_is_told()
    {
        JsonNode error = (await FakeRuntimeApi.RunAsync("FailingConstructor::Run", "{}")).Answer()!;

        Assert.Equal(("InvalidOperationException", "constructor"), ((string?)(error["cause"] ?? error)["errorType"], (string?)(error["cause"] ?? error)["errorMessage"]));
    }

    [Fact]
    public async Task An_invocation_fails_and_the_next_one_works()
    {
        FunctionRun run = await FakeRuntimeApi.RunAsync("Failures::Throw", "\"plain\"", "\"fine\"");

        Assert.Null(run.ExitCode);
        Assert.Equal("/2018-06-01/runtime/invocation/request-1/error", run.Answers[0].Path);
        Assert.Equal("OwnException", run.Answers[0].Headers["lambda-runtime-function-error-type"]);
        Assert.Equal(("OwnException", "boom"), ((string?)run.Answer()!["errorType"], (string?)run.Answer()!["errorMessage"]));
        string frame = Assert.Single(run.Answer()!["stackTrace"]!.AsArray())!.GetValue<string>();
        Assert.StartsWith("at Functions.Failures.Throw(String how) in ", frame, StringComparison.Ordinal);
        Assert.Matches(@":line \d+$", frame);
        Assert.Equal("\"fine\"", run.Text(1));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\trequest-1\tfail\tFunctions\.OwnException: boom\n   at Functions\.Failures\.Throw", run.Frames[0]);
    }

    [Fact]
    public async Task An_asynchronous_failure_has_the_functions_own_trace()
    {
        JsonNode error = (await FakeRuntimeApi.RunAsync("Failures::ThrowLater", "\"\"")).Answer()!;

        Assert.Equal(("OwnException", "later"), ((string?)error["errorType"], (string?)error["errorMessage"]));
        Assert.DoesNotContain("Mayfly", error["stackTrace"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Causes_are_told()
    {
        FunctionRun run = await FakeRuntimeApi.RunAsync("Failures::Throw", "\"cause\"", "\"several\"");

        Assert.Equal(("ArgumentException", "inner"), ((string?)run.Answer(0)!["cause"]!["errorType"], (string?)run.Answer(0)!["cause"]!["errorMessage"]));
        Assert.Equal(["ArgumentException", "OwnException"], run.Answer(1)!["causes"]!.AsArray().Select(cause => (string?)cause!["errorType"]));
    }

    [Theory]
    [InlineData("Exit", "3", 3)]
    [InlineData("Overflow", "1", 134)]
    [InlineData("FailOnThread", "\"\"", 134)]
    public async Task A_process_that_ends_gives_no_answer(string method, string given, int status)
    {
        FunctionRun run = await FakeRuntimeApi.RunAsync($"Failures::{method}", given);

        Assert.Equal(status, run.ExitCode);
        Assert.Empty(run.Answers);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Memory_that_is_used_up_is_an_exception(bool stem)
    {
        FunctionRun run = await new FakeRuntimeApi { Stem = stem }.RunHandlerAsync("Functions::Functions.Failures::OutOfMemory", "\"\"");

        Assert.Equal("OutOfMemoryException", (string?)run.Answer()!["errorType"]);
    }
}
