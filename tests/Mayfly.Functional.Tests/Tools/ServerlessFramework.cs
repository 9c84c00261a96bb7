using System.Diagnostics;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.Tools;

/// <summary>The unmodified `osls` command in a service's folder; only AWS_ENDPOINT_URL leads it here.</summary>
internal sealed class ServerlessFramework(MayflyServer server, string account) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mayfly-serverless-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Writes a file of the service.</summary>
    public void Write(string name, string content) => File.WriteAllText(Path.Combine(_folder, name), content);

    /// <summary>Runs a command that must succeed and answers what it printed.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        (int status, string output, string errors) = await TryAsync(arguments);
        Assert.True(status == 0, $"osls {string.Join(' ', arguments)} ended with status {status}: {output}{errors}");
        return output;
    }

    public async Task<(int Status, string Output, string Errors)> TryAsync(params string[] arguments)
    {
        ProcessStartInfo start = new(Installed(), arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AWS_ENDPOINT_URL"] = server.Endpoint.GetLeftPart(UriPartial.Authority);
        start.Environment["AWS_ACCESS_KEY_ID"] = account;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "test";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    private static string Installed()
    {
        string program = Path.Combine(Repository.InstalledServerless, "node_modules", ".bin", "osls");
        return File.Exists(program) ? program : throw new InvalidOperationException($"The Serverless Framework is not in {Repository.InstalledServerless}: run ./test, which installs it.");
    }
}
