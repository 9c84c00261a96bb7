using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Mayfly.Functional.Tests.Hosting;

/// <summary>One run of the published server.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly HttpClient Http = new();

    private readonly Process _process;

    private ServerProcess(Process process, Uri endpoint, ServerLog log)
    {
        _process = process;
        Endpoint = endpoint;
        Log = log;
        log.Follow(process);
    }

    public Uri Endpoint { get; }

    public ServerLog Log { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>How many file descriptors it holds.</summary>
    public int OpenFiles => Directory.EnumerateFileSystemEntries($"/proc/{Id}/fd").Count();

    /// <summary>Starts it and waits until it serves.</summary>
    public static async Task<ServerProcess> StartAsync(string dataDirectory, ServerSettings settings)
    {
        ServerProcess server = Launch([.. Arguments(settings), "--listen", $"127.0.0.1:{FreePort()}", "--data", dataDirectory], settings);
        try
        {
            await Wait.UntilAsync("the server to answer /health", server.IsReadyAsync);
            return server;
        }
        catch
        {
            server.Kill();
            throw;
        }
    }

    /// <summary>Starts it with these very arguments and waits for nothing: for runs that are expected to end by themselves.</summary>
    public static ServerProcess Launch(IReadOnlyList<string> arguments, ServerSettings settings)
    {
        ProcessStartInfo start = new("dotnet", [PublishedServer.Path, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach ((string option, string value) in settings.Options)
        {
            start.Environment["MAYFLY_" + option.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        int listen = arguments.ToList().IndexOf("--listen");
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return new ServerProcess(process, new Uri($"http://{arguments[listen + 1]}"), new ServerLog());
    }

    /// <summary>SIGTERM: a clean stop. Answers the exit status.</summary>
    public async Task<int> StopAsync()
    {
        if (!HasExited)
        {
            using Process signal = Process.Start("kill", ["-TERM", Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await signal.WaitForExitAsync();
        }

        return await WaitForExitAsync();
    }

    /// <summary>SIGKILL to this one process: its children are left to whoever must clean up after it.</summary>
    public void Kill()
    {
        if (!HasExited)
        {
            _process.Kill();
        }

        _process.WaitForExit();
    }

    public async Task<int> WaitForExitAsync()
    {
        using CancellationTokenSource deadline = new(Wait.Deadline);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
            throw new TimeoutException($"The server did not end. It printed:\n{Log.Text}");
        }

        return _process.ExitCode;
    }

    public void Dispose() => _process.Dispose();

    private async Task<bool> IsReadyAsync()
    {
        if (HasExited)
        {
            throw new InvalidOperationException($"The server ended at its start with status {_process.ExitCode}. It printed:\n{Log.Text}");
        }

        try
        {
            using HttpResponseMessage answer = await Http.GetAsync(new Uri(Endpoint, "/health"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string[] Arguments(ServerSettings settings) => ["--network", settings.Network, "--sandbox", settings.Sandbox];

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
