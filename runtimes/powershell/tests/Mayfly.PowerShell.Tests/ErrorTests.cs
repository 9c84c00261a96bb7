using Mayfly.Dotnet.Tests;

namespace Mayfly.PowerShell.Tests;

public sealed class ErrorTests
{
    [Fact]
    public async Task An_error_has_its_position_and_the_next_event_works()
    {
        FunctionRun run = await ScriptPackage.RunAsync("if ($LambdaInput -eq 1) {\n    throw 'boom'\n}\n'fine'", "1", "2");

        Assert.Null(run.ExitCode);
        Assert.Equal("/2018-06-01/runtime/invocation/request-1/error", run.Answers[0].Path);
        Assert.Equal("OperationStopped.RuntimeException", run.Answers[0].Headers["lambda-runtime-function-error-type"]);
        Assert.Equal(("RuntimeException", "boom"), ((string?)run.Answer()!["errorType"], (string?)run.Answer()!["errorMessage"]));
        Assert.Matches(@"^at <ScriptBlock>, .*/script\.ps1: line 2$", (string?)run.Answer()!["stackTrace"]![0]);
        Assert.Matches(@"^RuntimeException: boom\nAt .*/script\.ps1:2 char:5\n\+     throw 'boom'\n", run.Frames[0]);
        Assert.Equal("\"fine\"", run.Text(1));
    }

    [Theory]
    [InlineData("Get-Item /nowhere -ErrorAction Stop", "ItemNotFoundException", "Cannot find path '/nowhere' because it does not exist.")]
    [InlineData("Invoke-Nothing", "CommandNotFoundException", "The term 'Invoke-Nothing' is not recognized as a name of a cmdlet, function, script file, or executable program.")]
    [InlineData("[int]::Parse('x')", "MethodInvocationException", "Exception calling \"Parse\"")]
    [InlineData("1 / 0", "RuntimeException", "Attempted to divide by zero.")]
    [InlineData("if (", "ParseException", "")]
    [InlineData("Read-Host", "PSInvalidOperationException", "A function has nobody to ask")]
    public async Task Errors_have_the_type_and_the_message_of_PowerShell(string script, string type, string message)
    {
        FunctionRun run = await ScriptPackage.RunAsync(script, "{}");

        Assert.Contains(message, (string?)run.Answer()!["errorMessage"], StringComparison.Ordinal);
        Assert.Equal(type, (string?)run.Answer()!["errorType"]);
    }

    [Fact]
    public async Task An_error_that_ends_nothing_is_logged()
    {
        FunctionRun run = await ScriptPackage.RunAsync("Write-Error 'bad'\n'after'", "{}");

        Assert.Equal("\"after\"", run.Text());
        Assert.StartsWith("WriteErrorException: bad\n", Assert.Single(run.Frames), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("script.py", "Invalid Lambda Handler: script.py")]
    [InlineData("nowhere.ps1", "The script nowhere.ps1 is not in the package.")]
    [InlineData("broken.ps1::Run", "while loading")]
    [InlineData("unfinished.ps1::Run", "Missing closing '}' in statement block or type definition.")]
    [InlineData("Module::Nowhere::Run", "The specified module 'Nowhere' was not loaded because no valid module file was found in any module directory.")]
    public async Task What_does_not_load_fails_Init(string handler, string message)
    {
        using ScriptPackage package = new(("broken.ps1", "throw 'while loading'"), ("unfinished.ps1", "function Run {\n"));

        FunctionRun run = await package.Api().RunHandlerAsync(handler, "{}");

        Assert.Equal("/2018-06-01/runtime/init/error", Assert.Single(run.Answers).Path);
        Assert.Contains(message, (string?)run.Answer()!["errorMessage"], StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task A_command_that_only_whole_installations_have_is_explained()
    {
        FunctionRun run = await ScriptPackage.RunAsync("Compress-Archive -Path a -DestinationPath b", "{}");

        Assert.Equal("CommandNotFoundException", (string?)run.Answer()!["errorType"]);
        Assert.Contains("it comes with Microsoft.PowerShell.Archive", run.Frames[0], StringComparison.Ordinal);
    }
}
