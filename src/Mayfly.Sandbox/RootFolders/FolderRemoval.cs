using System.Text;
using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.RootFolders;

/// <summary>
/// Removes a folder with all that is below it, whatever names there are and however deep it goes (somebody else made it): what is too deep is moved to its top first, so that neither
/// the stack nor open files grow with it.
/// </summary>
internal sealed class FolderRemoval
{
    private const int Deepest = 64;

    private readonly SafeFileHandle _top;
    private int _moved;

    private FolderRemoval(SafeFileHandle top) => _top = top;

    public static void Run(SafeFileHandle parent, byte[] name)
    {
        int moved;
        do
        {
            using SafeFileHandle? top = FolderCalls.TryOpenFolder(parent, name, out int error);
            Check(error, name);
            FolderRemoval removal = new(top!);
            removal.Empty(top!, depth: 0);
            moved = removal._moved;
        }
        while (moved > 0);
        Check(FolderCalls.RemoveEmptyFolder(parent, name), name);
    }

    private void Empty(SafeFileHandle folder, int depth)
    {
        foreach (byte[] name in FolderNames.Of(folder))
        {
            int error = FolderCalls.RemoveFile(folder, name);
            if (error != Errno.Eisdir)
            {
                Check(error, name);
            }
            else if (depth < Deepest)
            {
                using (SafeFileHandle? child = FolderCalls.TryOpenFolder(folder, name, out int notOpened))
                {
                    Check(notOpened, name);
                    Empty(child!, depth + 1);
                }

                Check(FolderCalls.RemoveEmptyFolder(folder, name), name);
            }
            else
            {
                Check(FolderCalls.Move(folder, name, _top, Encoding.ASCII.GetBytes($".moved-{Guid.NewGuid():N}\0")), name);
                _moved++;
            }
        }
    }

    private static void Check(int error, byte[] name)
    {
        if (error != 0)
        {
            throw new LinuxException($"Removing {Encoding.UTF8.GetString(name).TrimEnd('\0')}", error);
        }
    }
}
