using System.Text;
using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.RootFolders;

/// <summary>Looks at a folder as a program would whose root it is: whatever links there are in it, nothing outside is ever found.</summary>
public sealed class RootFolder : IDisposable
{
    private readonly SafeFileHandle _root;

    public RootFolder(string path) => _root = OpenFile.ReadOnly(path);

    /// <summary>What a path leads to; null when there is nothing.</summary>
    /// <param name="path">As seen inside.</param>
    public RootedFile? Find(string path)
    {
        byte[] name = Encoding.UTF8.GetBytes(path.Length == 0 ? ".\0" : path + '\0');
        return OpenAt2.TryLocate(_root, name, folder: false, follow: true, out _) is { } handle ? new RootedFile(handle) : null;
    }

    public void Dispose() => _root.Dispose();
}
