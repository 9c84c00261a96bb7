using System.Text;
using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.RootFolders;

/// <summary>
/// Writes files, by paths that somebody else chose, into a folder as if it were the root: whatever links were written before, nothing outside is ever touched. Paths are
/// relative, of bytes, without "..". What stands in the way of something new is removed first, as when archives are laid over each other.
/// </summary>
public sealed class RootFolderWriter : IDisposable
{
    private const UnixFileMode Usual =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>The machine's own: I/O errors, no files left, no memory, no room, a quota.</summary>
    private static readonly int[] s_troubles = [5, 12, 23, 24, 28, 30, 122];

    private readonly SafeFileHandle _root;
    private byte[] _parentPath = [];
    private SafeFileHandle? _parent;

    /// <param name="path">A folder that is there.</param>
    public RootFolderWriter(string path) => _root = OpenFile.ReadOnly(path);

    /// <summary>A folder; one that is there stays, with its content. Anything else in its place, a link too, gives way to it.</summary>
    public void WriteFolder(ReadOnlySpan<byte> path, UnixFileMode mode)
    {
        SafeFileHandle parent = ParentOf(path, out byte[] name);
        if (FolderCalls.MakeFolder(parent, name) == Errno.Eexist && !IsFolder(parent, name))
        {
            Remove(parent, name);
            Check(FolderCalls.MakeFolder(parent, name), path);
        }

        SetFolderMode(parent, name, mode);
    }

    /// <summary>A new, empty file, open for writing.</summary>
    public SafeFileHandle WriteFile(ReadOnlySpan<byte> path, UnixFileMode mode)
    {
        SafeFileHandle parent = ParentOf(path, out byte[] name);
        SafeFileHandle? file = FolderCalls.TryMakeFile(parent, name, out int error);
        if (error == Errno.Eexist)
        {
            Remove(parent, name);
            file = FolderCalls.TryMakeFile(parent, name, out error);
        }

        Check(error, path);

        // After the fact, because what is asked for at creation is narrowed by the process's umask.
        Check(FolderCalls.SetMode(file!, mode), path);
        return file!;
    }

    /// <summary>A symbolic link. Where it leads to is no concern of ours: nothing is ever written through it to the outside.</summary>
    public void WriteLink(ReadOnlySpan<byte> path, ReadOnlySpan<byte> target)
    {
        SafeFileHandle parent = ParentOf(path, out byte[] name);
        byte[] text = Ended(target);
        int error = FolderCalls.MakeLink(parent, name, text);
        if (error == Errno.Eexist)
        {
            Remove(parent, name);
            error = FolderCalls.MakeLink(parent, name, text);
        }

        Check(error, path);
    }

    /// <summary>One more name for a file that is there.</summary>
    public void WriteHardLink(ReadOnlySpan<byte> path, ReadOnlySpan<byte> existing)
    {
        if (path.SequenceEqual(existing))
        {
            return;
        }

        using SafeFileHandle existingParent = OpenFolder(FolderOf(existing), make: false);
        byte[] existingName = NameOf(existing);
        SafeFileHandle parent = ParentOf(path, out byte[] name);
        int error = FolderCalls.MakeHardLink(existingParent, existingName, parent, name);
        if (error == Errno.Eexist)
        {
            Remove(parent, name);
            error = FolderCalls.MakeHardLink(existingParent, existingName, parent, name);
        }

        Check(error, path);
    }

    /// <summary>Sets when something was changed last.</summary>
    public void SetTime(ReadOnlySpan<byte> path, long unixSeconds) => Check(FolderCalls.SetTime(ParentOf(path, out byte[] name), name, unixSeconds), path);

    /// <summary>Removes whatever is there, with all that is below it. Nothing there is fine.</summary>
    public void Remove(ReadOnlySpan<byte> path)
    {
        using SafeFileHandle? parent = OpenAt2.TryLocate(_root, Ended(OrHere(FolderOf(path))), folder: true, follow: true, out _);
        if (parent is not null)
        {
            Remove(parent, NameOf(path));
        }
    }

    /// <summary>The names of what is directly in a folder; none where there is no folder.</summary>
    public IReadOnlyList<byte[]> NamesIn(ReadOnlySpan<byte> path)
    {
        using SafeFileHandle? place = OpenAt2.TryLocate(_root, Ended(OrHere(path)), folder: true, follow: true, out _);
        using SafeFileHandle? folder = place is null ? null : FolderCalls.TryOpenFolder(place, ".\0"u8, out _);
        return folder is null ? [] : [.. FolderNames.Of(folder).Select(static name => name[..^1])];
    }

    public void Dispose()
    {
        _parent?.Dispose();
        _root.Dispose();
    }

    /// <summary>The folder that a path stands in, made if need be. Kept, because what comes next is mostly beside it.</summary>
    private SafeFileHandle ParentOf(ReadOnlySpan<byte> path, out byte[] name)
    {
        name = NameOf(path);
        ReadOnlySpan<byte> folder = FolderOf(path);
        if (_parent is null || !folder.SequenceEqual(_parentPath))
        {
            Forget();
            _parent = OpenFolder(folder, make: true);
            _parentPath = folder.ToArray();
        }

        return _parent;
    }

    private SafeFileHandle OpenFolder(ReadOnlySpan<byte> path, bool make)
    {
        SafeFileHandle? folder = OpenAt2.TryLocate(_root, Ended(OrHere(path)), folder: true, follow: true, out int error);
        if (folder is null && make && error == Errno.Enoent && !path.IsEmpty)
        {
            using SafeFileHandle parent = OpenFolder(FolderOf(path), make: true);
            Check(FolderCalls.MakeFolder(parent, NameOf(path)), path);
            SetFolderMode(parent, NameOf(path), Usual);
            folder = OpenAt2.TryLocate(_root, Ended(path), folder: true, follow: true, out error);
        }

        Check(folder is null ? error : 0, path);
        return folder!;
    }

    private void Remove(SafeFileHandle parent, byte[] name)
    {
        int error = FolderCalls.RemoveFile(parent, name);
        if (error is 0 or Errno.Enoent)
        {
            return;
        }

        Check(error == Errno.Eisdir ? 0 : error, name);

        // The folder that is kept may be one of those that go; unless it is the one that they stand in.
        if (parent != _parent)
        {
            Forget();
        }

        FolderRemoval.Run(parent, name);
    }

    private static bool IsFolder(SafeFileHandle parent, byte[] name)
    {
        using SafeFileHandle? folder = FolderCalls.TryOpenFolder(parent, name, out _);
        return folder is not null;
    }

    private static void SetFolderMode(SafeFileHandle parent, byte[] name, UnixFileMode mode)
    {
        using SafeFileHandle? folder = FolderCalls.TryOpenFolder(parent, name, out int error);
        Check(error, name);

        // Not by what was asked for at creation, which is narrowed by the process's umask.
        Check(FolderCalls.SetMode(folder!, mode), name);
    }

    private void Forget()
    {
        _parent?.Dispose();
        _parent = null;
    }

    private static ReadOnlySpan<byte> FolderOf(ReadOnlySpan<byte> path) => path[..Math.Max(0, path.LastIndexOf((byte)'/'))];

    private static byte[] NameOf(ReadOnlySpan<byte> path) => Ended(path[(path.LastIndexOf((byte)'/') + 1)..]);

    private static ReadOnlySpan<byte> OrHere(ReadOnlySpan<byte> path) => path.IsEmpty ? "."u8 : path;

    private static byte[] Ended(ReadOnlySpan<byte> text) => [.. text, 0];

    private static void Check(int error, ReadOnlySpan<byte> path)
    {
        if (error == 0)
        {
            return;
        }

        LinuxException failure = new($"Writing {Encoding.UTF8.GetString(path).TrimEnd('\0')}", error);
        throw s_troubles.Contains(error) ? failure : new UnwritablePathException(failure.Message, failure);
    }
}
