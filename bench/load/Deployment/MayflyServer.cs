using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Mayfly.Bench.Load.Arguments;
using Mayfly.Bench.Load.Client;
using Mayfly.Bench.Load.Processes;

namespace Mayfly.Bench.Load.Deployment;

/// <summary>
/// The real server with real sandboxes, as ./run starts it, on a free port. Disposing it stops it and fails when it has left a process or a
/// mount behind.
/// </summary>
internal sealed class MayflyServer : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_dying = TimeSpan.FromSeconds(3);
    private readonly ChildProgram _program;
    private readonly string _log;
    private readonly string _instance;

    private MayflyServer(ChildProgram program, int port, string data)
    {
        _program = program;
        Port = port;
        _log = LogOf(data);

        // As the server names itself on the machine, and with that its mounts.
        _instance = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(data)))[..8];
    }

    public int Port { get; }

    public int Id => _program.Id;

    /// <summary>From the start of the process to the first answer of /health.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>Starts a server on a data folder, new or used before.</summary>
    public static async Task<MayflyServer> StartAsync(Workbench bench, string dataFolder, params (string Name, string Value)[] settings)
    {
        int port = FreePort();
        string data = Path.Combine(bench.Scratch, dataFolder);

        // The shell gives way to the server: its id is the server's.
        string[] command =
        [
            "/bin/sh", "-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1", "sh", LogOf(data),
            "dotnet", bench.Server, "--listen", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"), "--data", data,
        ];
        Dictionary<string, string> environment = new(bench.Settings);
        foreach ((string name, string value) in settings)
        {
            environment[name] = value;
        }

        Stopwatch watch = Stopwatch.StartNew();
        MayflyServer server = new(ChildProgram.Start(command, environment), port, data);
        try
        {
            await Condition.HoldsAsync("the server to answer /health", s_patience, server.IsHealthy);
            server.StartTime = watch.Elapsed;
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A handful of last lines of the log, for an error message.</summary>
    public string LogTail() => File.Exists(_log) ? string.Join('\n', File.ReadLines(_log).TakeLast(12)) : "";

    public async ValueTask DisposeAsync()
    {
        (int Id, long Started)[] family = [.. ProcessTree.DescendantsOf(Id).Select(static id => (id, ProcessStat.Of(id)?.Started ?? 0))];
        await _program.DisposeAsync();
        (int Id, long Started)[] left = family;

        // A process that has been killed takes a moment to go.
        for (Stopwatch watch = Stopwatch.StartNew(); left.Length > 0 && watch.Elapsed < s_dying; await Task.Delay(5))
        {
            left = [.. family.Where(static process => ProcessStat.Of(process.Id)?.Started == process.Started)];
        }

        foreach ((int id, _) in left)
        {
            KillProcess.Signal(id, KillProcess.Kill);
        }

        int mounts = File.ReadLines("/proc/self/mountinfo").Count(line => line.Contains(_instance, StringComparison.Ordinal));
        if (left.Length > 0 || mounts > 0)
        {
            await Console.Error.WriteLineAsync($"  LEAK: the server left {left.Length} processes and {mounts} mounts behind. Its log ends:\n{LogTail()}");
        }
    }

    private static string LogOf(string data) => data + ".log";

    private static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private bool IsHealthy()
    {
        if (_program.HasExited)
        {
            throw new BenchException($"The server ended before it was ready. Its log ends:\n{LogTail()}");
        }

        try
        {
            using KeepAliveConnection connection = new(Port);
            return connection.Exchange(HttpRequests.Get("/health")).Status == 200;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
