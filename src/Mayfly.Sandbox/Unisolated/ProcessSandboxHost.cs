using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Mayfly.Sandbox.Files;
using Mayfly.Sandbox.Interop;
using Mayfly.Sandbox.Launching;
using Mayfly.Sandbox.Output;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Unisolated;

/// <summary>
/// Runs functions as plain processes of the server's own user. They see everything that the server sees: for machines that allow no
/// isolation, and for code that is trusted as much as the server itself.
/// </summary>
internal sealed class ProcessSandboxHost : ISandboxHost
{
    private const int TelemetryFd = 3;
    private const int ReadyFd = 4;
    private const int ReleaseFd = 5;

    private readonly ConcurrentDictionary<ProcessSandbox, bool> _live = new();
    private readonly SandboxHostOptions _options;
    private readonly OutputPump _pump;
    private readonly LauncherThreads _thread = new(1, privileged: false);
    private readonly string? _setPriv;
    private long _lastId;

    public ProcessSandboxHost(SandboxHostOptions options, ILogger logger)
    {
        _options = options;
        _pump = new OutputPump(logger);
        _setPriv = ProgramSearch.Find("setpriv");
        Directory.CreateDirectory(options.RuntimeDirectory);
        Report = new SandboxReport(
            "process",
            ["a network address of its own for each environment's Runtime API", "output, time limits and clean-up of each environment's process group"],
            [
                "NO ISOLATION: functions run as plain processes of this server's user. They can read and change whatever it can, other functions' code and this server's data folder included. Start the server as root, without --sandbox process, to isolate them.",
                "No memory, CPU, process, disk or network limits: one function can take the whole machine.",
                "No mounts: /var/task, /opt and /var/runtime do not exist; where a command or an environment variable names them, the folders' real paths are put instead, and code that names them itself does not find them. /tmp is the host's, and shared; TMPDIR names a folder of its own for each environment.",
                .. _setPriv is null ? ["The program setpriv (util-linux) was not found: if this server is killed, functions' processes stay behind."] : Array.Empty<string>(),
            ]);
    }

    public SandboxReport Report { get; }

    public bool CanSpecialise => false;

    public bool CanChangeRoot => false;

    public async Task<ISandbox> LaunchAsync(SandboxSpec spec, CancellationToken cancellationToken)
    {
        SpecCheck.ThrowIfBad(spec);
        if (spec.Root is not null)
        {
            throw new SandboxLaunchException("A root of its own (a container image) needs an isolated sandbox: start the server as root, without --sandbox process.");
        }

        cancellationToken.ThrowIfCancellationRequested();
        long number = Interlocked.Increment(ref _lastId);
        string id = string.Create(CultureInfo.InvariantCulture, $"{_options.Instance}-{number}");
        string folder = Path.Combine(_options.RuntimeDirectory, "process", id);
        Directory.CreateDirectory(folder);
        ProcessSandbox sandbox;
        try
        {
            // on the one thread that lives as long as the host: the kernel's signal at the parent's death means the parent *thread*
            sandbox = await _thread.RunAsync(() => Launch(spec, id, folder)).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            Directory.Delete(folder, recursive: true);
            throw new SandboxLaunchException($"A process could not be started: {exception.Message}", exception);
        }

        _live[sandbox] = true;
        sandbox.Start();
        if (sandbox.Hold is ProgramHold hold)
        {
            await hold.Ready.ConfigureAwait(false);
        }

        return sandbox;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_live.Keys.Select(sandbox => sandbox.DisposeAsync().AsTask())).ConfigureAwait(false);
        _thread.Dispose();
        _pump.Dispose();
        string folders = Path.Combine(_options.RuntimeDirectory, "process");
        if (Directory.Exists(folders))
        {
            Directory.Delete(folders, recursive: true);
        }
    }

    internal void OnDisposed(ProcessSandbox sandbox) => _live.TryRemove(sandbox, out _);

    internal Task<JoinedProcess> JoinAsync(SandboxProgram program, ProcessSandbox sandbox, PathRewriting paths, int group) =>
        _thread.RunAsync(() => Join(program, sandbox, paths, group));

    private string[] DieWithServer => _setPriv is null ? [] : [_setPriv, "--pdeathsig", "KILL", "--"];

    private ProcessSandbox Launch(SandboxSpec spec, string id, string folder)
    {
        using ScopedHandles handles = new();
        PathRewriting paths = new(spec.Mounts);
        Socket listener = handles.Keep(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(128);
        SafeFileHandle nothing = handles.Keep(OpenFile.ReadOnly("/dev/null"));
        (SafeFileHandle console, SafeFileHandle consoleWrite) = handles.Keep(Pipe.Open(nonBlockingRead: true));
        (SafeFileHandle telemetry, SafeFileHandle telemetryWrite) = handles.Keep(Pipe.Open(nonBlockingRead: true));
        ProgramHold? hold = ProgramHold.Make(spec.Held, handles);
        string[] program = [.. spec.Command.Select(paths.Path)];
        string[] command = [.. DieWithServer, .. ProgramHold.Wrap(hold, InnerShell.For(spec), program, ReadyFd, ReleaseFd)];
        string[] environment =
        [
            .. spec.Environment.Where(pair => pair.Key != "TMPDIR").Select(pair => $"{pair.Key}={paths.Value(pair.Value)}"),
            $"AWS_LAMBDA_RUNTIME_API={listener.LocalEndPoint}",
            $"_LAMBDA_TELEMETRY_LOG_FD={TelemetryFd.ToString(CultureInfo.InvariantCulture)}",
            $"TMPDIR={folder}",
        ];
        using ProcessSpawner spawner = new(
            command[0],
            command,
            environment,
            [nothing, consoleWrite, consoleWrite, telemetryWrite, .. hold?.ChildEnds ?? []],
            paths.Path(spec.WorkingDirectory),
            processGroup: 0);
        using CallScript script = new();
        spawner.AddTo(script);
        script.Run();
        SafeFileHandle process = PidFd.TryOpen(spawner.ProcessId)!;
        consoleWrite.Dispose();
        telemetryWrite.Dispose();
        handles.Release(listener, console, telemetry);
        if (hold is not null)
        {
            handles.Release(hold);
        }

        return new ProcessSandbox(id, spawner.ProcessId, process, listener, folder, _pump, (console, telemetry, spec.Output), hold, this, paths);
    }

    private JoinedProcess Join(SandboxProgram program, ProcessSandbox sandbox, PathRewriting paths, int group)
    {
        using ScopedHandles handles = new();
        try
        {
            SafeFileHandle nothing = handles.Keep(OpenFile.ReadOnly("/dev/null"));
            (SafeFileHandle console, SafeFileHandle consoleWrite) = handles.Keep(Pipe.Open(nonBlockingRead: true));
            string[] command = [.. DieWithServer, .. program.Command.Select(paths.Path)];
            string[] environment =
            [
                .. program.Environment.Where(pair => pair.Key != "TMPDIR").Select(pair => $"{pair.Key}={paths.Value(pair.Value)}"),
                $"AWS_LAMBDA_RUNTIME_API={sandbox.RuntimeApiListener.LocalEndPoint}",
                $"TMPDIR={sandbox.Folder}",
            ];
            using ProcessSpawner spawner = new(
                command[0], command, environment, [nothing, consoleWrite, consoleWrite], paths.Path(program.WorkingDirectory), group);
            using CallScript script = new();
            spawner.AddTo(script);
            script.Run();
            SafeFileHandle process = PidFd.TryOpen(spawner.ProcessId)!;
            handles.Release(console);
            JoinedProcess joined = new(_pump, process, static end => new SandboxExit(end.ExitCode, end.Signal, false), console, program.Output);
            joined.Start();
            return joined;
        }
        catch (IOException exception)
        {
            throw new SandboxLaunchException($"A program could not be started beside another: {exception.Message}", exception);
        }
    }
}
