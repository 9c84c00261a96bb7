using Mayfly.Dotnet.Tests;

namespace Mayfly.PowerShell.Tests;

public sealed class HandlerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_script_runs_for_each_event(bool stem)
    {
        using ScriptPackage package = new(("script.ps1", "param($event, $context)\n$global:count++\n@{ given = $LambdaInput.name; same = $event.name; context = $context.FunctionName; count = $count }"));

        FunctionRun run = await package.Api(stem).RunHandlerAsync("script.ps1", "{\"name\":\"a\"}", "{\"name\":\"ä\"}");

        Assert.Equal(stem ? "/mayfly/stem/claim" : "/2018-06-01/runtime/invocation/next", run.Requests[0].Path);
        Assert.Equal(("a", "a", "hello", 1), ((string?)run.Answer(0)!["given"], (string?)run.Answer(0)!["same"], (string?)run.Answer(0)!["context"], (int)run.Answer(0)!["count"]!));
        Assert.Equal(("ä", 2), ((string?)run.Answer(1)!["given"], (int)run.Answer(1)!["count"]!));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_scripts_function_is_called_after_the_script_ran_once(bool stem)
    {
        using ScriptPackage package = new(("script.ps1", "$loaded = $global:loaded += 1\nfunction Get-Greeting($event, $context) { \"$($event.name) $($context.AwsRequestId) $global:loaded\" }"));

        FunctionRun run = await package.Api(stem).RunHandlerAsync("script.ps1::Get-Greeting", "{\"name\":\"a\"}", "{\"name\":\"b\"}");

        Assert.Equal(["\"a request-1 1\"", "\"b request-2 1\""], [run.Text(0), run.Text(1)]);
    }

    [Fact]
    public async Task A_modules_function_is_called_and_modules_find_each_other()
    {
        using ScriptPackage package = new(
            ("modules/Greeting/Greeting.psm1", "function Get-Greeting($event) { Join-Greeting $event.name }\nExport-ModuleMember -Function Get-Greeting"),
            ("modules/Joining/Joining.psm1", "function Join-Greeting($name) { \"hello $name\" }"));

        FunctionRun run = await package.Api().RunHandlerAsync("Module::Greeting::Get-Greeting", "{\"name\":\"a\"}");

        Assert.Equal("\"hello a\"", run.Text());
    }

    [Theory]
    [InlineData("'text'", "\"text\"")]
    [InlineData("'{\"a\":1}'", "{\"a\":1}")]
    [InlineData("@{ a = @{ b = @{ c = @{ d = @(1, @(2)) } } } }", "{\"a\":{\"b\":{\"c\":{\"d\":[1,[2]]}}}}")]
    [InlineData("1; 2; 3", "3")]
    [InlineData("$null", "null")]
    [InlineData("", "null")]
    [InlineData(",@(1, 2)", "[1,2]")]
    [InlineData("$true", "true")]
    [InlineData("[pscustomobject]@{ a = 1.5 } | ConvertTo-Json -Compress", "{\"a\":1.5}")]
    [InlineData("$LambdaInput", "{\"deep\":[{\"er\":[{\"and\":[{\"deeper\":null}]}]}]}")]
    [InlineData("(Get-Item /tmp).Name", "\"tmp\"")]
    [InlineData("@(3, 1, 2) | Sort-Object | Select-Object -First 1", "1")]
    [InlineData("[System.Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('5pel'))", "\"\\u65E5\"")]
    [InlineData("Add-Type 'public static class Sum { public static int Of(int a, int b) => a + b; }'; [Sum]::Of(2, 3)", "5")]
    public async Task The_last_object_of_the_pipeline_is_the_answer(string script, string expected)
        => Assert.Equal(expected, (await ScriptPackage.RunAsync(script, "{\"deep\":[{\"er\":[{\"and\":[{\"deeper\":null}]}]}]}")).Text());

    [Theory]
    [InlineData("null", "True")]
    [InlineData("{\"a\":null}", "False")]
    [InlineData("[]", "False")]
    public async Task Null_is_null(string given, string expected)
        => Assert.Equal($"\"{expected}\"", (await ScriptPackage.RunAsync("\"$($null -eq $LambdaInput)\"", given)).Text());

    [Fact]
    public async Task A_function_sees_its_own_environment_and_folder()
    {
        using ScriptPackage package = new(("script.ps1", "@{ stage = $env:STAGE; stem = $env:STEM_ONLY; path = (Get-Location).Path; modules = $env:PSModulePath; trace = $env:_X_AMZN_TRACE_ID; errors = $Error.Count }"));

        FunctionRun run = await package.Api(stem: true, new() { ["STAGE"] = "test" }).RunHandlerAsync("script.ps1", "{}");

        Assert.Equal(("test", null, package.Folder), ((string?)run.Answer()!["stage"], (string?)run.Answer()!["stem"], (string?)run.Answer()!["path"]));
        Assert.StartsWith($"{package.Folder}/modules:/opt/modules:", (string?)run.Answer()!["modules"], StringComparison.Ordinal);
        Assert.Equal(("Root=1-1", 0), ((string?)run.Answer()!["trace"], (int)run.Answer()!["errors"]!));
    }

    [Fact]
    public async Task The_context_says_everything()
    {
        FunctionRun run = await ScriptPackage.RunAsync(
            "$c = $LambdaContext; ,@($c.AwsRequestId, $c.FunctionName, $c.FunctionVersion, $c.InvokedFunctionArn, $c.LogGroupName, $c.LogStreamName, $c.MemoryLimitInMB, ($c.RemainingTime.TotalSeconds -gt 0), ($c.getRemainingTimeInMillis() -gt 0))",
            "{}");

        Assert.Equal("""["request-1","hello","$LATEST","arn:aws:lambda:us-east-1:000000000000:function:hello","/aws/lambda/hello","stream",128,true,true]""", run.Text());
    }
}
