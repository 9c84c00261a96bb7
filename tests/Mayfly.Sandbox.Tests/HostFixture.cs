using Microsoft.Extensions.Logging.Abstractions;

namespace Mayfly.Sandbox.Tests;

/// <summary>One bubblewrap host for all tests that launch real sandboxes.</summary>
public sealed class HostFixture : IAsyncLifetime
{
    public const string Instance = "sbxtest";

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("mayfly-sandbox-tests-").FullName;

    public string RuntimeDirectory => Options().RuntimeDirectory;

    public ISandboxHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Host = await SandboxHosts.StartAsync(SandboxMode.Bubblewrap, Options(), NullLoggerFactory.Instance, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    public SandboxHostOptions Options(string instance = Instance) =>
        new() { RuntimeDirectory = Path.Combine(Directory, instance), Instance = instance, PooledSlots = 4, Network = SandboxNetwork.None };

    internal static SandboxSpec Shell(string script, RecordedOutput output, int memoryMb = 256) => new()
    {
        Command = ["/bin/sh", "-c", script],
        Environment = new Dictionary<string, string> { ["PATH"] = "/usr/local/bin:/usr/bin:/bin", ["GREETING"] = "hello" },
        Mounts = [],
        WorkingDirectory = "/var/task",
        Limits = new SandboxLimits(memoryMb, 512),
        Output = output,
    };

    /// <summary>Runs a script to its end.</summary>
    internal async Task<(SandboxExit Exit, string Output)> RunAsync(string script, int memoryMb = 256, params SandboxMount[] mounts)
    {
        RecordedOutput output = new();
        await using ISandbox sandbox = await Host.LaunchAsync(Shell(script, output, memoryMb) with { Mounts = mounts }, TestContext.Current.CancellationToken);
        SandboxExit exit = await sandbox.Exited.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        return (exit, output.Console);
    }
}
