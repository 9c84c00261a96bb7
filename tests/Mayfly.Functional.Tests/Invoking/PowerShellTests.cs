using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Invoking;

/// <summary>PowerShell functions in real sandboxes: custom runtimes whose bootstrap Mayfly brings.</summary>
public sealed class PowerShellTests(SharedServer shared)
{
    [Theory]
    [InlineData("STAGE")]
    [InlineData("DOTNET_TieredCompilation")]
    public async Task A_script_answers_from_a_stem_and_from_a_sandbox_of_its_own(string variable)
    {
        AwsClient lambda = shared.Server.Boto3();
        JsonObject more = new() { ["MemorySize"] = 512, ["Environment"] = new JsonObject { ["Variables"] = new JsonObject { [variable] = "1" } } };
        string name = await lambda.CreateAsync(FunctionSource.PowerShell($"$global:n++\n@{{ hello = $LambdaInput.name; name = $LambdaContext.FunctionName; set = $env:{variable}; first = $n -eq 1 }}"), more);

        JsonNode first = (await lambda.InvokeAsync(name, """{"name":"you"}""")).Json!;

        Assert.Equal(("you", name, "1", true), ((string?)first["hello"], (string?)first["name"], (string?)first["set"], (bool)first["first"]!));
        Assert.Equal("again", (string?)(await lambda.InvokeAsync(name, """{"name":"again"}""")).Json!["hello"]);
    }

    [Fact]
    public async Task A_modules_function_answers()
    {
        AwsClient lambda = shared.Server.Boto3();
        byte[] archive = Archive.Of(("modules/Greeting/Greeting.psm1", "function Get-Greeting($event) { \"hello $($event.name)\" }"));
        string name = await lambda.CreateAsync(new FunctionSource("provided.al2023", "Module::Greeting::Get-Greeting", archive), new JsonObject { ["MemorySize"] = 512 });

        Assert.Equal("\"hello you\"", (await lambda.InvokeAsync(name, """{"name":"you"}""")).Payload);
    }

    [Fact]
    public async Task An_error_is_told_with_its_position_and_logged()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.PowerShell("Write-Host 'before'\nthrow 'boom'"), new JsonObject { ["MemorySize"] = 512 });

        InvokeAnswer answer = await lambda.InvokeWithTailAsync(name);

        Assert.Equal(("RuntimeException", "boom"), ((string?)answer.Error["errorType"], (string?)answer.Error["errorMessage"]));
        Assert.Equal("at <ScriptBlock>, /var/task/script.ps1: line 2", (string?)Assert.Single(answer.Error["stackTrace"]!.AsArray()));
        Assert.Contains("before\nRuntimeException: boom\nAt /var/task/script.ps1:2 char:1\n", answer.LogTail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bootstrap_of_the_package_goes_first()
    {
        AwsClient lambda = shared.Server.Boto3();
        byte[] archive = Archive.Of(("bootstrap", "#!/bin/sh\nexit 42\n"), ("script.ps1", "'never'"));
        string name = await lambda.CreateAsync(new FunctionSource("provided.al2023", "script.ps1", archive));

        Assert.EndsWith("exit status 42", (string?)(await lambda.InvokeAsync(name)).Error["errorMessage"], StringComparison.Ordinal);
    }
}
