using System.Runtime.InteropServices;

namespace Mayfly.Sandbox.Interop;

/// <summary>
/// The table of this process's file descriptors. The kernel doubles it when it is full, and in a process of many threads waits each time until all
/// processors have let go of the old one: ten milliseconds and more of whichever launch comes upon it.
/// </summary>
internal static partial class DescriptorTable
{
    private const int DuplicateCloseOnExec = 1030;

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Duplicate(int fd, int command, nint lowest);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int fd);

    /// <summary>Makes room for so many at once; it never shrinks. Where the process's limit is lower, the table stays as it is.</summary>
    public static void Reserve(int count)
    {
        int highest = Duplicate(0, DuplicateCloseOnExec, count - 1);
        if (highest >= 0)
        {
            _ = Close(highest);
        }
    }
}
