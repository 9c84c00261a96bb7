using Mayfly.Core.Environments;
using Mayfly.Core.Runtimes;
using Mayfly.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mayfly.Core.Tests.Environments;

public sealed class BootArchivesTests : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mayfly-archives-");
    private readonly PlayedSandboxes _sandboxes = new((spec, sandbox) =>
    {
        spec.Output.Receive(SandboxOutputChannel.Console, [1, 2, 0, 255]);
        spec.Output.Receive(SandboxOutputChannel.Telemetry, "not the archive's"u8);
        sandbox.Exit(new SandboxExit(0, null, false));
    });

    private readonly BootArchives _archives;

    public BootArchivesTests() => _archives = new BootArchives(_sandboxes, NullLogger<BootArchives>.Instance);

    private string Archive => Path.Combine(_folder.FullName, "speech", "boot");

    public async ValueTask DisposeAsync()
    {
        await _archives.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void It_is_made_once_of_what_the_command_writes()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Archive)!);

        _archives.Expect(Runtime());
        _archives.Expect(Runtime());

        Assert.True(SpinWait.SpinUntil(() => File.Exists(Archive), TimeSpan.FromSeconds(30)));
        Assert.Equal([1, 2, 0, 255], File.ReadAllBytes(Archive));
        _archives.Expect(Runtime());
        Assert.Equal(["/usr/bin/archive"], Assert.Single(_sandboxes.Launched).Spec.Command);
    }

    [Fact]
    public void One_that_cannot_be_kept_harms_nothing()
    {
        _archives.Expect(Runtime()); // its folder is not there

        Assert.True(SpinWait.SpinUntil(() => _sandboxes.Launched.Any(launch => launch.Sandbox.Disposed), TimeSpan.FromSeconds(30)));
        Assert.False(File.Exists(Archive));
    }

    private RuntimeInstallation Runtime() => new()
    {
        Runtime = "speech9",
        Pack = "speech",
        Description = null,
        Command = ["/usr/bin/speak"],
        Mounts = [],
        Environment = new Dictionary<string, string>(),
        SupportsStems = false,
        Archive = new BootArchive(Archive, ["/usr/bin/archive"]),
    };
}
