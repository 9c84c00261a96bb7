using Mayfly.Core.Tests.Extensions;
using Mayfly.Core.Tests.Packages;
using Mayfly.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;

[assembly: AssemblyFixture(typeof(SandboxFixture))]

namespace Mayfly.Core.Tests.Extensions;

/// <summary>One host of real sandboxes for all tests of this assembly that want it. Needs root.</summary>
public sealed class SandboxFixture : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Task<ISandboxHost>> _host;

    public SandboxFixture() => _host = new Lazy<Task<ISandboxHost>>(() => SandboxHosts.StartAsync(
        SandboxMode.Bubblewrap,
        new SandboxHostOptions { RuntimeDirectory = _folder.Of("run"), Instance = "exttest", PooledSlots = 4, Network = SandboxNetwork.None },
        NullLoggerFactory.Instance,
        CancellationToken.None));

    internal Task<ISandboxHost> HostAsync() => _host.Value;

    public async ValueTask DisposeAsync()
    {
        if (_host.IsValueCreated)
        {
            await (await _host.Value).DisposeAsync();
        }

        _folder.Dispose();
    }
}
