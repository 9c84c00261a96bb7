using System.Diagnostics;
using Mayfly.Core.Aws;
using Mayfly.Core.Logs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mayfly.Storage.Tests.Logs;

/// <summary>The CloudWatch Logs endpoint behind a real Kestrel on a free port, for clients that we did not write.</summary>
internal sealed class LogsServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private LogsServer(WebApplication application)
    {
        _application = application;
    }

    public string Url => _application.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()
        .Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<LogsServer> StartAsync(TemporaryLogs logs)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication application = builder.Build();
        LogsEndpoint endpoint = logs.Endpoint;
        application.Run(context => endpoint.HandleAsync(context, new AwsIdentity("000000000000", "us-east-1", "logs")));
        await application.StartAsync();
        return new LogsServer(application);
    }

    /// <summary>Runs Debian's AWS CLI against this server and returns its exit code, output and errors.</summary>
    public async Task<(int Exit, string Output, string Errors)> AwsAsync(params string[] arguments)
    {
        using Process process = StartAws(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Starts Debian's AWS CLI against this server.</summary>
    public Process StartAws(params string[] arguments)
    {
        ProcessStartInfo start = new("/usr/bin/aws") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["--endpoint-url", Url, "--region", "us-east-1", "--output", "json", "logs", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["AWS_ACCESS_KEY_ID"] = "test";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "test";
        start.Environment["PYTHONUNBUFFERED"] = "1";
        start.Environment["AWS_PAGER"] = "";
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        return Process.Start(start)!;
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();
}
