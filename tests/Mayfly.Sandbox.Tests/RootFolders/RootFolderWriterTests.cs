using System.Text;
using CsCheck;
using Mayfly.Sandbox.RootFolders;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Tests.RootFolders;

public sealed class RootFolderWriterTests : IDisposable
{
    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Open = Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly string _folder = Directory.CreateTempSubdirectory("mayfly-rooted-").FullName;
    private readonly string _root;
    private readonly string _outside;

    public RootFolderWriterTests()
    {
        // So deep that a path which leads up, should one ever be followed, ends in this test's own folder.
        _root = Directory.CreateDirectory(Path.Combine(_folder, "a", "b", "c", "root")).FullName;
        _outside = Directory.CreateDirectory(Path.Combine(_folder, "outside")).FullName;
        File.WriteAllText(Path.Combine(_outside, "kept"), "kept");
    }

    [Fact]
    public void Links_lead_to_places_inside_whatever_they_name()
    {
        using RootFolderWriter writer = new(_root);
        writer.WriteLink("up"u8, "../../.."u8);
        writer.WriteLink("absolute"u8, Encoding.UTF8.GetBytes(_outside));
        writer.WriteFolder("etc"u8, Open);
        writer.WriteLink("conf"u8, "/etc"u8);

        Write(writer, "up/a", "a");
        Write(writer, "conf/b", "b");
        Assert.Throws<UnwritablePathException>(() => Write(writer, "absolute/kept", "c"));

        Assert.Equal("a", File.ReadAllText(Path.Combine(_root, "a")));
        Assert.Equal("b", File.ReadAllText(Path.Combine(_root, "etc/b")));
        Assert.Equal("kept", File.ReadAllText(Path.Combine(_outside, "kept")));
    }

    [Fact]
    public void A_file_never_goes_through_a_link_of_its_own_name()
    {
        using RootFolderWriter writer = new(_root);
        writer.WriteLink("kept"u8, Encoding.UTF8.GetBytes(Path.Combine(_outside, "kept")));

        Write(writer, "kept", "new");

        Assert.Null(new FileInfo(Path.Combine(_root, "kept")).LinkTarget);
        Assert.Equal("kept", File.ReadAllText(Path.Combine(_outside, "kept")));
    }

    [Fact]
    public void Hard_links_are_of_files_inside()
    {
        using RootFolderWriter writer = new(_root);
        writer.WriteLink("out"u8, Encoding.UTF8.GetBytes(_outside));
        Write(writer, "one", "1");

        writer.WriteHardLink("two"u8, "one"u8);
        Assert.Throws<UnwritablePathException>(() => writer.WriteHardLink("three"u8, "out/kept"u8));

        Assert.Equal("1", File.ReadAllText(Path.Combine(_root, "two")));
        Assert.False(File.Exists(Path.Combine(_root, "three")));
    }

    [Fact]
    public void What_comes_later_takes_the_place_of_what_is_there_and_folders_are_merged()
    {
        using RootFolderWriter writer = new(_root);
        Write(writer, "a/b/c", "c");
        writer.WriteFolder("a"u8, Open);
        Assert.True(File.Exists(Path.Combine(_root, "a/b/c")));

        Write(writer, "a/b", "file now");
        Assert.Equal("file now", File.ReadAllText(Path.Combine(_root, "a/b")));
        writer.WriteFolder("a/b"u8, Open);
        Write(writer, "a/b/d", "d");
        Assert.Equal("d", File.ReadAllText(Path.Combine(_root, "a/b/d")));
        writer.WriteLink("a"u8, "elsewhere"u8);
        Assert.Equal("elsewhere", new FileInfo(Path.Combine(_root, "a")).LinkTarget);
    }

    [Fact]
    public void Modes_are_as_asked_for_and_times_too()
    {
        using RootFolderWriter writer = new(_root);
        Write(writer, "deep/er/file", "x", UnixFileMode.UserRead | UnixFileMode.OtherExecute);
        writer.SetTime("deep/er/file"u8, 1_000_000_000);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.OtherExecute, File.GetUnixFileMode(Path.Combine(_root, "deep/er/file")));
        Assert.Equal(Open, File.GetUnixFileMode(Path.Combine(_root, "deep/er")));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_000_000_000).UtcDateTime, File.GetLastWriteTimeUtc(Path.Combine(_root, "deep/er/file")));
    }

    [Fact]
    public void Names_need_not_be_text_and_all_can_be_listed_and_removed()
    {
        using RootFolderWriter writer = new(_root);
        using (SafeFileHandle file = writer.WriteFile([(byte)'d', (byte)'/', 0xff, 0xfe], Plain))
        {
        }

        Assert.Equal([0xff, 0xfe], Assert.Single(writer.NamesIn("d"u8)));
        writer.Remove("d"u8);
        Assert.Empty(Directory.GetFileSystemEntries(_root));
    }

    [Fact]
    public void A_tree_too_deep_for_any_stack_is_removed()
    {
        using RootFolderWriter writer = new(_root);
        byte[] level = Encoding.ASCII.GetBytes(string.Join('/', Enumerable.Repeat("a", 1000)));
        writer.WriteFolder([.. "d/"u8, .. level], Open);
        for (int i = 0; i < 4; i++)
        {
            // What is there goes to the bottom of the next.
            writer.WriteFolder([.. Encoding.ASCII.GetBytes($"n{i}/"), .. level], Open);
            Directory.Move(Path.Combine(_root, "d"), Path.Combine(_root, $"n{i}", Encoding.ASCII.GetString(level), "d"));
            Directory.Move(Path.Combine(_root, $"n{i}"), Path.Combine(_root, "d"));
        }

        writer.Remove("d"u8);

        Assert.Empty(Directory.GetFileSystemEntries(_root));
    }

    [Fact]
    public void Whatever_is_written_in_whatever_order_stays_inside()
    {
        string[] names = ["a", "b", "a/b", "b/a", "a/b/c", "c"];
        string[] targets = ["..", "../..", "../../../..", "../../../../outside", _outside, "a", "b", "c/../.."];
        Gen<Action<RootFolderWriter>> step = Gen.OneOf(
            Gen.OneOf(names).Select<string, Action<RootFolderWriter>>(name => writer => Write(writer, name, "written")),
            Gen.OneOf(names).Select<string, Action<RootFolderWriter>>(name => writer => Write(writer, name + "/kept", "written")),
            Gen.OneOf(names).Select<string, Action<RootFolderWriter>>(name => writer => writer.WriteFolder(Encoding.UTF8.GetBytes(name), Open)),
            Gen.OneOf(names).Select<string, Action<RootFolderWriter>>(name => writer => writer.Remove(Encoding.UTF8.GetBytes(name))),
            Gen.OneOf(names).Select<string, Action<RootFolderWriter>>(name => writer => writer.Remove(Encoding.UTF8.GetBytes(name + "/kept"))),
            Gen.Select(Gen.OneOf(names), Gen.OneOf(targets), (name, target) => (Action<RootFolderWriter>)(writer => writer.WriteLink(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(target)))),
            Gen.Select(Gen.OneOf(names), Gen.OneOf(names), (name, existing) => (Action<RootFolderWriter>)(writer => writer.WriteHardLink(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(existing + "/kept")))));

        step.List[1, 30].Sample(
            steps =>
            {
                using RootFolderWriter cleaner = new(_folder);
                cleaner.Remove("a"u8);
                cleaner.WriteFolder("a/b/c/root"u8, Open);
                using RootFolderWriter writer = new(_root);
                foreach (Action<RootFolderWriter> one in steps)
                {
                    try
                    {
                        one(writer);
                    }
                    catch (UnwritablePathException)
                    {
                        // Refused: as good as written inside.
                    }
                }

                return Directory.GetFileSystemEntries(_folder).Length == 2
                    && Directory.GetFileSystemEntries(_outside).Length == 1
                    && File.ReadAllText(Path.Combine(_outside, "kept")) == "kept";
            },
            iter: 300,
            threads: 1);
    }

    public void Dispose()
    {
        using (RootFolderWriter writer = new(_folder))
        {
            writer.Remove("a"u8);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static void Write(RootFolderWriter writer, string path, string content, UnixFileMode mode = Plain)
    {
        using SafeFileHandle file = writer.WriteFile(Encoding.UTF8.GetBytes(path), mode);
        RandomAccess.Write(file, Encoding.UTF8.GetBytes(content), 0);
    }
}
