using Mayfly.Sandbox.Interop;

using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Networking;

/// <summary>
/// The calls about network namespaces. Each changes or reads the calling thread only, so they belong on threads of their own
/// (<see cref="NamespaceThread"/>), never on the thread pool's, whose later work would run in the wrong network.
/// </summary>
internal static class NetworkNamespace
{
    /// <summary>The calling thread's own, as a path.</summary>
    public const string OfThisThread = "/proc/thread-self/ns/net";

    private const int NewNetwork = 0x40000000;
    private const int OpenCloseOnExec = 0x80000;

    public static SafeFileHandle Open(string path)
    {
        SafeFileHandle handle = Libc.Open(path, OpenCloseOnExec, 0);
        return handle.IsInvalid ? throw LinuxException.FromLastError($"Opening the network namespace {path}") : handle;
    }

    /// <summary>Moves the calling thread.</summary>
    public static void Enter(SafeFileHandle target)
    {
        if (Libc.Setns(target, NewNetwork) != 0)
        {
            throw LinuxException.FromLastError("Entering a network namespace");
        }
    }

    /// <summary>Makes an empty namespace and moves the calling thread into it.</summary>
    public static SafeFileHandle EnterNew()
    {
        if (Libc.Unshare(NewNetwork) != 0)
        {
            throw LinuxException.FromLastError("Making a network namespace (needs root, or CAP_SYS_ADMIN)");
        }

        return Open(OfThisThread);
    }

    /// <summary>The path by which every process with our rights can open a namespace that we hold open.</summary>
    public static string PathOf(SafeFileHandle handle) => $"/proc/{Environment.ProcessId}/fd/{handle.DangerousGetHandle()}";
}
