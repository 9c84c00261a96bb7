using System.Diagnostics.CodeAnalysis;
using System.Text;
using Mayfly.Core.Concurrency;
using Mayfly.Core.Environments;
using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;
using Mayfly.Core.Packages;
using Mayfly.Core.RuntimeApi;
using Mayfly.Core.Runtimes;
using Mayfly.Core.Streaming;
using Mayfly.Core.Tests.Environments;
using Mayfly.Core.Tests.Functions;
using Mayfly.Core.Tests.Packages;
using Mayfly.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Tests.Extensions;

/// <summary>All that invokes a function, with real sandboxes, for one function whose runtime and extensions are programs of this test's.</summary>
internal sealed class ExtensionRoom : IFunctionCatalog, IRuntimeRegistry, ICodeCache, ILayerFolders, IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RuntimeInstallation _runtime;
    private readonly EnvironmentPools _pools;
    private readonly RuntimeApiServer _runtimeApi = new(NullLogger<RuntimeApiServer>.Instance);
    private readonly StemPools _stems;
    private readonly InvocationDispatcher _dispatcher;
    private int _requests;

    /// <param name="host">Makes the sandboxes.</param>
    /// <param name="extensions">Name in /opt/extensions, and the program of this folder that it is.</param>
    /// <param name="version">The function's configuration.</param>
    /// <param name="shutdownTimeout">How long extensions have to end; long by default, so that a slow machine changes nothing.</param>
    public ExtensionRoom(ISandboxHost host, (string Name, string Program)[] extensions, FunctionVersion version, TimeSpan? shutdownTimeout = null)
    {
        Version = version;
        Directory.CreateDirectory(_folder.Of("task"));
        Directory.CreateDirectory(_folder.Of("opt/extensions"));
        File.Copy(ProgramPath("runtime.py"), _folder.Of("task/runtime.py"));
        foreach ((string name, string program) in extensions)
        {
            string file = _folder.Of($"opt/extensions/{name}");
            File.Copy(ProgramPath(program), file);
            File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
        }

        _runtime = new RuntimeInstallation
        {
            Runtime = "provided.al2023",
            Pack = "provided",
            Description = null,
            Command = ["/usr/bin/python3", "-u", "/var/task/runtime.py"],
            Mounts = [new SandboxMount(_folder.Of("opt"), "/opt")],
            Environment = new Dictionary<string, string>(),
            SupportsStems = false,
        };
        IOptions<EnvironmentOptions> options = Options.Create(new EnvironmentOptions { InitTimeout = TimeSpan.FromSeconds(60), ExternalExtensionShutdownTimeout = shutdownTimeout ?? TimeSpan.FromSeconds(60) });
        TimeProvider time = TimeProvider.System;
        _pools = new EnvironmentPools(this, new MachineCapacity(options), options, time, NullLogger<EnvironmentPools>.Instance);
        _stems = new StemPools(host, _runtimeApi, options, time, NullLogger<StemPools>.Instance);
        EnvironmentFactory factory = new(host, _runtimeApi, this, new RuntimeRules(this), this, this, new HeldImages(), Logs, _stems, time);
        IOptions<InvocationOptions> invocation = Options.Create(new InvocationOptions());
        ColdStart coldStart = new(factory, _pools, new ColdStartQueue(4), new ScalingRate(invocation, time), options, time);
        ConcurrencyLeases leases = new(new FunctionStore(), invocation);
        _dispatcher = new InvocationDispatcher(this, leases, _pools, coldStart, time, NullLogger<InvocationDispatcher>.Instance);
    }

    public event Action<FunctionVersion>? Served
    {
        add { }
        remove { }
    }

    public event Action<FunctionVersion>? Retired;

    public KeptLogs Logs { get; } = new();

    public IReadOnlyList<RuntimeInstallation> Installations => [_runtime];

    public IReadOnlyList<RuntimeStatus> Statuses => [];

    public int LiveEnvironments => _pools.Live;

    private FunctionVersion Version { get; }

    public static FunctionVersion Function(params (string Name, string Value)[] variables) => TestFunctions.Version() with
    {
        Runtime = "provided.al2023",
        Handler = "app.handler",
        MemoryMb = 512,
        Timeout = TimeSpan.FromSeconds(60),
        Environment = variables.ToDictionary(static variable => variable.Name, static variable => variable.Value),
    };

    /// <summary>A file of the sandbox's /opt/extensions, on the host.</summary>
    public string ExtensionFile(string name) => _folder.Of($"opt/extensions/{name}");

    /// <summary>Invokes for a streamed response.</summary>
    public async Task<string> StreamAsync(string json)
    {
        ResponseStream stream = new(new StreamingOptions(), TimeProvider.System);
        Task invocation = InvokeAsync(json, stream: stream);
        StringBuilder text = new();
        await stream.CopyAsync(bytes =>
        {
            text.Append(Encoding.UTF8.GetString(bytes));
            return new ValueTask<bool>(true);
        });
        await invocation;
        return text.ToString();
    }

    public async Task<(InvocationStatus Status, string Body, string? Tail)> InvokeAsync(string json, bool tail = false, ResponseStream? stream = null)
    {
        using Payload payload = Payload.Copy(Encoding.UTF8.GetBytes(json));
        InvocationOutcome outcome = await _dispatcher.InvokeAsync(Version.Key, null, new InvocationRequest
        {
            RequestId = $"request-{++_requests}",
            Event = payload,
            InvokedArn = Version.Arn,
            TraceHeader = "",
            WantsLogTail = tail,
            Stream = stream,
        });
        using Payload? result = outcome.Result;
        return (outcome.Status, result is null ? "" : Encoding.UTF8.GetString(result.Span), outcome.LogTail is null ? null : Encoding.UTF8.GetString(outcome.LogTail));
    }

    /// <summary>Ends the idle environments, as a change of the function does.</summary>
    public void Retire() => Retired?.Invoke(Version);

    public FunctionLookup Find(in FunctionKey key, string? qualifier) => new(FunctionLookupOutcome.Active, Version);

    public bool AllowsRecursion(in FunctionKey key) => true;

    public bool TryResolve(string runtime, [NotNullWhen(true)] out RuntimeInstallation? installation, [NotNullWhen(false)] out string? whyNot)
    {
        installation = _runtime;
        whyNot = null;
        return true;
    }

    public ValueTask<CodeLease> AcquireAsync(string packageId, CancellationToken cancellationToken) => new(new CodeLease(_folder.Of("task"), static () => { }));

    public ValueTask<CodeLease> AcquireAsync(IReadOnlyList<string> packageIds, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("These functions have no layers.");

    public async ValueTask DisposeAsync()
    {
        await _pools.DisposeAsync();
        await _stems.DisposeAsync();
        _runtimeApi.Dispose();
        _folder.Dispose();
    }

    private static string ProgramPath(string name) => Path.Combine(AppContext.BaseDirectory, "Extensions", "Programs", name);
}
