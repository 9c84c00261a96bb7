using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Mayfly.Functional.Tests.Clients;

/// <summary>The unmodified `aws` command of Debian.</summary>
internal sealed class AwsCli(Uri endpoint, string region, string account = "test")
{
    /// <summary>Runs a command that must succeed and answers what it printed.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        (int status, string output, string errors) = await TryAsync(arguments);
        Assert.True(status == 0, $"aws {string.Join(' ', arguments)} ended with status {status}: {errors}");
        return output;
    }

    /// <summary>Runs a command that must succeed and print JSON.</summary>
    public async Task<JsonObject> JsonAsync(params string[] arguments) => JsonNode.Parse(await RunAsync(arguments))!.AsObject();

    public async Task<(int Status, string Output, string Errors)> TryAsync(params string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Starts a command that goes on until it is killed, as `logs tail --follow` does.</summary>
    public Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new("/usr/bin/aws", ["--endpoint-url", endpoint.GetLeftPart(UriPartial.Authority), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AWS_ACCESS_KEY_ID"] = account;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "test";
        start.Environment["AWS_DEFAULT_REGION"] = region;
        start.Environment["AWS_MAX_ATTEMPTS"] = "1";
        start.Environment["AWS_PAGER"] = "";
        start.Environment["PYTHONUNBUFFERED"] = "1";
        start.Environment["PYTHONWARNINGS"] = "ignore";
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
