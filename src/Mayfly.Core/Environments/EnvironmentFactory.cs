using System.Text;
using Mayfly.Core.Extensions;
using Mayfly.Core.Functions;
using Mayfly.Core.Images;
using Mayfly.Core.Logs;
using Mayfly.Core.Logs.Lambda;
using Mayfly.Core.Packages;
using Mayfly.Core.RuntimeApi;
using Mayfly.Core.Runtimes;
using Mayfly.Sandbox;
using Mayfly.Sandbox.RootFolders;

namespace Mayfly.Core.Environments;

/// <summary>Makes an execution environment: from a stem where one is ready, else by booting a sandbox for this function alone.</summary>
public sealed class EnvironmentFactory
{
    private readonly ISandboxHost _sandboxes;
    private readonly RuntimeApiServer _runtimeApi;
    private readonly IRuntimeRegistry _runtimes;
    private readonly RuntimeRules _rules;
    private readonly ICodeCache _code;
    private readonly ILayerFolders _layers;
    private readonly IImageFolders _images;
    private readonly ILogStreams _logs;
    private readonly StemPools _stems;
    private readonly TimeProvider _time;

    internal EnvironmentFactory(
        ISandboxHost sandboxes,
        RuntimeApiServer runtimeApi,
        IRuntimeRegistry runtimes,
        RuntimeRules rules,
        ICodeCache code,
        ILayerFolders layers,
        IImageFolders images,
        ILogStreams logs,
        StemPools stems,
        TimeProvider time)
    {
        _sandboxes = sandboxes;
        _runtimeApi = runtimeApi;
        _runtimes = runtimes;
        _rules = rules;
        _code = code;
        _layers = layers;
        _images = images;
        _logs = logs;
        _stems = stems;
        _time = time;
    }

    /// <summary>Starts an environment; its function is loading when this returns.</summary>
    /// <exception cref="SandboxLaunchException">The machine refused, or the runtime is not installed any more.</exception>
    internal async Task<ExecutionEnvironment> StartAsync(FunctionVersion version, bool provisioned = false)
    {
        RuntimeInstallation? installed = version.Image is null ? Installed(version) : null;
        FunctionFiles files = await AcquireAsync(version);
        try
        {
            RuntimeInstallation runtime = files.Image is { } image ? ImageRuntime.Of(image.Configuration) : Serving(version, installed!, files);
            string stream = LambdaLogStream.NewName(_time.GetUtcNow(), version.Key.Name, version.Version, version.Logging.LogGroup);
            LogStreamKey logKey = new(version.Key.Account, version.Key.Region, version.Logging.LogGroup, stream);
            EnvironmentLog log = new(_logs.Open(logKey), version, RuntimeVersion.Of(runtime, _rules.VersionArn(runtime.Runtime, version.Key.Region)), stream, _time);
            Dictionary<string, string> variables = ReservedVariables.Compose(version, runtime, stream, provisioned);
            if (files.Image is not null)
            {
                return await BootImageAsync(version, variables, log, files);
            }

            // External extensions start before the runtime and may outlive it, which a stem's sandbox does not allow for.
            IReadOnlyList<ExtensionFile> extensions = ExtensionFiles.Find([.. runtime.Mounts, .. files.Mounts]);
            Stem? stem = extensions.Count == 0 && runtime.StemCanServe(version.Environment) ? _stems.Take(runtime, version.MemoryMb) : null;
            if (stem is not null)
            {
                try
                {
                    return Specialise(stem, version, variables, log, files);
                }
                catch (SandboxLaunchException)
                {
                    // The stem has died while it waited; a sandbox of its own serves the function as well.
                    await stem.DisposeAsync();
                }
            }

            Boot boot = new(runtime.CommandFor(version.Environment, version.MemoryMb), [.. runtime.Mounts, .. files.Mounts], Root: null, "/var/task", runtime.Entrypoint);
            return await BootAsync(boot, version, variables, extensions, log, files);
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <summary>The runtime that a function asks for, which may have gone, or changed, since it was created.</summary>
    private RuntimeInstallation Installed(FunctionVersion version)
    {
        if (!_runtimes.TryResolve(version.Runtime ?? "", out RuntimeInstallation? runtime, out string? whyNot))
        {
            throw new SandboxLaunchException(whyNot);
        }

        return version.PinnedRuntimeArn is { } pinned && _rules.VersionArn(runtime.Runtime, version.Key.Region) is var current && pinned != current
            ? throw new SandboxLaunchException($"The function is pinned to the runtime version {pinned}, and this machine has {current}. Install that version, or set UpdateRuntimeOn to Auto.")
            : runtime;
    }

    private async ValueTask<FunctionFiles> AcquireAsync(FunctionVersion version)
    {
        try
        {
            return await FunctionFiles.AcquireAsync(_code, _layers, _images, version);
        }
        catch (ImageException failure)
        {
            throw new SandboxLaunchException($"The image of {version.Arn} cannot be had: {failure.Message}", failure);
        }
    }

    /// <summary>Boots an image by what it, or the function, says is to be run. What cannot be started fails as a program does that ends at once.</summary>
    private async Task<ExecutionEnvironment> BootImageAsync(FunctionVersion version, Dictionary<string, string> variables, EnvironmentLog log, FunctionFiles files)
    {
        ImageLease image = files.Image!;
        using RootFolder root = new(image.Directory);
        ImageProgram program = ImageProgram.Find(root, image.Configuration, version.ImageConfig, variables["PATH"]);
        if (program.Fault is { } fault)
        {
            log.InitStarted();
            log.Receive(SandboxOutputChannel.Console, Encoding.UTF8.GetBytes(program.LaunchError));
            return new ExecutionEnvironment(version, new UnstartableSandbox(), new RuntimeSession(isStem: false), log, files, _time) { StartFault = fault };
        }

        Boot boot = new(program.Command, [], image.Directory, program.WorkingDirectory, EntrypointKind.Image);
        return await BootAsync(boot, version, variables, ExtensionFiles.Find(root), log, files);
    }

    private ExecutionEnvironment Specialise(
        Stem stem, FunctionVersion version, Dictionary<string, string> variables, EnvironmentLog log, FunctionFiles files)
    {
        log.Connect(stem.Sandbox);
        stem.Output.Attach(log);
        log.InitStarted();
        Introduce(stem.Session, version, log);
        stem.Sandbox.Specialise(LimitsOf(version), files.Mounts);
        stem.Session.Claim(new StemClaim(variables, "/var/task"));
        return new ExecutionEnvironment(version, stem.Sandbox, stem.Session, log, files, _time);
    }

    private async Task<ExecutionEnvironment> BootAsync(
        Boot boot,
        FunctionVersion version,
        Dictionary<string, string> variables,
        IReadOnlyList<ExtensionFile> extensions,
        EnvironmentLog log,
        FunctionFiles files)
    {
        EnvironmentOutput output = new();
        output.Attach(log);
        log.InitStarted();
        RuntimeSession session = new(isStem: false);
        Introduce(session, version, log);
        session.Extensions.Expect(extensions.Select(static extension => extension.Name));
        ISandbox sandbox = await _sandboxes.LaunchAsync(
            new SandboxSpec
            {
                Command = boot.Command,
                Environment = variables,
                Mounts = boot.Mounts,
                Root = boot.Root,
                WorkingDirectory = boot.WorkingDirectory,
                Limits = LimitsOf(version),
                Held = extensions.Count > 0,
                Output = output,
            },
            CancellationToken.None);
        log.Connect(sandbox);
        _runtimeApi.Serve(sandbox, session);
        ExecutionEnvironment environment = new(version, sandbox, session, log, files, _time) { Entrypoint = boot.Entrypoint };
        if (extensions.Count > 0)
        {
            _ = ExtensionLauncher.RunAsync(sandbox, session.Extensions, extensions, variables, log);
        }

        return environment;
    }

    /// <summary>Tells the interfaces that extensions use whose environment they serve.</summary>
    private static void Introduce(RuntimeSession session, FunctionVersion version, EnvironmentLog log)
    {
        session.Extensions.Function = version;
        session.Subscribe = log.Subscribe;
    }

    /// <summary>The pack that serves a function: that of its runtime, or one that is the bootstrap which a custom runtime's function lacks.</summary>
    private RuntimeInstallation Serving(FunctionVersion version, RuntimeInstallation runtime, FunctionFiles files)
        => runtime.Entrypoint == EntrypointKind.Bootstrap && !CustomEntrypoint.HasBootstrap(files.TaskFolder, files.LayersFolder)
            ? _runtimes.BootstrapFor(runtime.Runtime, version.Handler) ?? runtime
            : runtime;

    private static SandboxLimits LimitsOf(FunctionVersion version) => new(version.MemoryMb, version.EphemeralStorageMb);

    /// <summary>What a sandbox of a function's own starts with.</summary>
    private readonly record struct Boot(IReadOnlyList<string> Command, IReadOnlyList<SandboxMount> Mounts, string? Root, string WorkingDirectory, EntrypointKind Entrypoint);
}
