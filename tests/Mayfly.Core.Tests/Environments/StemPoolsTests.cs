using Mayfly.Core.Environments;
using Mayfly.Core.RuntimeApi;
using Mayfly.Core.Runtimes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Mayfly.Core.Tests.Environments;

public sealed class StemPoolsTests : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly HttpClient Http = new();

    private readonly FakeTimeProvider _time = new();
    private readonly RuntimeApiServer _server = new(NullLogger<RuntimeApiServer>.Instance);

    // Each stem asks to be claimed, and waits for it as long as it lives.
    private readonly PlayedSandboxes _sandboxes = new((_, sandbox) => Http.GetAsync(new Uri(sandbox.Address, "/mayfly/stem/claim")));
    private readonly StemPools _pools;

    public StemPoolsTests()
        => _pools = new StemPools(_sandboxes, _server, Options.Create(new EnvironmentOptions()), _time, NullLogger<StemPools>.Instance);

    public async ValueTask DisposeAsync()
    {
        await _pools.DisposeAsync();
        _server.Dispose();
    }

    [Fact]
    public void A_runtime_that_sizes_itself_has_stems_for_each_memory_size()
    {
        RuntimeInstallation runtime = Runtime(bootsForMemory: true);
        _pools.Expect(runtime, 256);
        Assert.True(SpinWait.SpinUntil(() => _pools.Take(runtime, 256) is not null, Deadline));

        Assert.Null(_pools.Take(runtime, 512));
        Assert.True(SpinWait.SpinUntil(() => TakeAfterRefill(runtime, 512) is not null, Deadline));
        Assert.Equal(["256", "512"], _sandboxes.Launched.Select(launch => launch.Spec.Environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]).Distinct().Order());
    }

    [Fact]
    public void Other_runtimes_have_the_same_stems_for_all()
    {
        RuntimeInstallation runtime = Runtime(bootsForMemory: false);
        _pools.Expect(runtime, 256);

        Assert.True(SpinWait.SpinUntil(() => _pools.Take(runtime, 512) is not null, Deadline));
        Assert.All(_sandboxes.Launched, launch => Assert.DoesNotContain("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", launch.Spec.Environment));
    }

    [Fact]
    public void Stems_of_a_size_that_no_function_has_any_more_are_given_up()
    {
        RuntimeInstallation runtime = Runtime(bootsForMemory: true);
        _pools.IsWanted = (_, memoryMb) => memoryMb == 256;
        _pools.Expect(runtime, 256);
        _pools.Expect(runtime, 512);
        Assert.True(SpinWait.SpinUntil(() => _sandboxes.Launched.Count == 2, Deadline));

        Assert.True(
            SpinWait.SpinUntil(
                () =>
                {
                    _time.Advance(TimeSpan.FromMinutes(1));
                    return _sandboxes.Launched.Single(launch => launch.Spec.Environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] == "512").Sandbox.Disposed;
                },
                Deadline));
        Assert.False(_sandboxes.Launched.Single(launch => launch.Spec.Environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] == "256").Sandbox.Disposed);
    }

    /// <summary>A pool is refilled a moment after it was found empty.</summary>
    private Stem? TakeAfterRefill(RuntimeInstallation runtime, int memoryMb)
    {
        _time.Advance(TimeSpan.FromMilliseconds(20));
        return _pools.Take(runtime, memoryMb);
    }

    private static RuntimeInstallation Runtime(bool bootsForMemory) => new()
    {
        Runtime = "speech9",
        Pack = "speech",
        Description = null,
        Command = ["/usr/bin/speak"],
        Mounts = [],
        Environment = new Dictionary<string, string>(),
        SupportsStems = true,
        BootsForMemory = bootsForMemory,
    };
}
