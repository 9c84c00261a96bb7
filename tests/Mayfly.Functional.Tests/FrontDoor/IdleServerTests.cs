using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.FrontDoor;

/// <summary>What a server does without being asked.</summary>
public sealed class IdleServerTests : OwnServer
{
    /// <summary>Watching the folder that it was started in would bring it an event for each of its own writes, once the data folder lies in there.</summary>
    [Fact]
    public async Task It_watches_no_files()
    {
        MayflyServer server = await StartAsync();

        Assert.DoesNotContain("anon_inode:inotify", Directory.EnumerateFiles($"/proc/{server.ProcessId}/fd").Select(file => new FileInfo(file).LinkTarget));
    }
}
