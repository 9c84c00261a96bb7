using System.Diagnostics;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Invoking;

/// <summary>Go functions: compiled bootstraps, and the older runtime in which the handler names the executable.</summary>
public sealed class GoTests(SharedServer shared)
{
    private static readonly Lazy<Task<byte[]>> Program = new(BuildAsync);

    [Theory]
    [InlineData("provided.al2023", "anything", "bootstrap")]
    [InlineData("go1.x", "main", "main")]
    [InlineData("go1.x", "bin/main", "bin/main")]
    public async Task A_Go_program_answers(string runtime, string handler, string file)
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(new FunctionSource(runtime, handler, Archive.OfExecutable(file, await Program.Value)));

        InvokeAnswer answer = await lambda.InvokeWithTailAsync(name, """{"name":"you"}""");
        InvokeAnswer failed = await lambda.InvokeAsync(name, """{"name":""}""");

        Assert.Equal($$"""{"message":"Hello, you!","handler":"{{handler}}"}""", answer.Payload);
        Assert.Contains($"greeting you in {name}\n", answer.LogTail, StringComparison.Ordinal);
        Assert.Equal("""{"errorMessage":"nobody to greet","errorType":"errorString"}""", failed.Error.ToJsonString());
    }

    [Fact]
    public async Task A_handler_that_names_no_file_is_told()
    {
        string name = await shared.Server.Boto3().CreateAsync(new FunctionSource("go1.x", "main", Archive.Of(("other", "x"))));

        RawAnswer answer = await shared.Server.Raw().InvokeAsync(name);

        Assert.Equal("Runtime.InvalidEntrypoint", (string?)answer.Json["errorType"]);
        Assert.Equal($"RequestId: {answer.Header("x-amzn-RequestId")} Error: fork/exec /var/task/main: no such file or directory", (string?)answer.Json["errorMessage"]);
    }

    private static async Task<byte[]> BuildAsync()
    {
        string output = Path.Combine(Directory.CreateTempSubdirectory("mayfly-go-").FullName, "bootstrap");
        ProcessStartInfo start = new("go", ["build", "-o", output, "."]) { WorkingDirectory = Path.Combine(Repository.Root, "runtimes", "go", "tests", "greeter") };
        start.Environment["CGO_ENABLED"] = "0";
        start.Environment["GOFLAGS"] = "-mod=mod";
        using Process build = Process.Start(start)!;
        await build.WaitForExitAsync();
        Assert.Equal(0, build.ExitCode);
        byte[] program = await File.ReadAllBytesAsync(output);
        Directory.Delete(Path.GetDirectoryName(output)!, recursive: true);
        return program;
    }
}
