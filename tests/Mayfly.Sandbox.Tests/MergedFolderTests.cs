using Mayfly.Sandbox.MemoryFolders;

namespace Mayfly.Sandbox.Tests;

/// <summary>Several folders seen as one.</summary>
public sealed class MergedFolderTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("merged:with,odd\\letters-");

    [Fact]
    public void Later_folders_cover_earlier_ones_also_with_other_kinds_of_file()
    {
        string lower = Folder("lower", ("both", "lower"), ("dir/only-lower", "1"), ("folder-then-file/x", "x"), ("file-then-folder", "f"));
        string middle = Folder("middle", ("both", "middle"), ("folder-then-file", "file"));
        string upper = Folder("upper", ("both", "upper"), ("dir/only-upper", "2"), ("file-then-folder/y", "y"));
        File.CreateSymbolicLink(Path.Combine(upper, "link"), "dir/only-lower");

        using (MergedFolder merged = MergedFolder.Make(Path.Combine(_root.FullName, "merged"), [lower, middle, upper]))
        {
            Assert.Equal("upper", Read(merged, "both"));
            Assert.Equal("1", Read(merged, "dir/only-lower"));
            Assert.Equal("2", Read(merged, "dir/only-upper"));
            Assert.Equal("file", Read(merged, "folder-then-file"));
            Assert.Equal("y", Read(merged, "file-then-folder/y"));
            Assert.Equal("1", Read(merged, "link"));
        }

        Assert.False(Directory.Exists(Path.Combine(_root.FullName, "merged")));
        Assert.Equal("upper", File.ReadAllText(Path.Combine(upper, "both")));
    }

    public void Dispose() => _root.Delete(recursive: true);

    private static string Read(MergedFolder merged, string path) => File.ReadAllText(Path.Combine(merged.Path, path));

    private string Folder(string name, params (string Path, string Content)[] files)
    {
        string folder = Path.Combine(_root.FullName, name);
        foreach ((string path, string content) in files)
        {
            string file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, content);
        }

        return folder;
    }
}
