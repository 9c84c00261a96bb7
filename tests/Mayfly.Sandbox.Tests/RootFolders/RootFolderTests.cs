using Mayfly.Sandbox.RootFolders;

namespace Mayfly.Sandbox.Tests.RootFolders;

public sealed class RootFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mayfly-rooted-").FullName;

    [Fact]
    public void What_is_inside_is_found_also_by_links_and_nothing_outside_is()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "usr/bin"));
        File.WriteAllText(Path.Combine(_folder, "usr/bin/tool"), "tool");
        File.SetUnixFileMode(Path.Combine(_folder, "usr/bin/tool"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(Path.Combine(_folder, "bin"), "/usr/bin");
        File.CreateSymbolicLink(Path.Combine(_folder, "shadow"), "/etc/shadow");
        File.CreateSymbolicLink(Path.Combine(_folder, "up"), "../../../../etc");
        using RootFolder root = new(_folder);

        using (RootedFile? tool = root.Find("/bin/tool"))
        {
            Assert.True(tool!.IsFile);
            Assert.Equal("tool", File.ReadAllText(tool.HostPath));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserExecute, tool.Mode);
        }

        using (RootedFile? folder = root.Find("/bin"))
        {
            Assert.True(folder!.IsFolder);
            Assert.False(folder.IsFile);
        }

        Assert.Null(root.Find("/shadow"));
        Assert.Null(root.Find("/up/passwd"));
        Assert.Null(root.Find("/nothing"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
