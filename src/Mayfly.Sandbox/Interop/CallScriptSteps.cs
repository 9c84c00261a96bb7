using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>The steps that sandboxes are made of.</summary>
internal static class CallScriptSteps
{
    private const nint AtCurrentDirectory = -100;
    private const nint MoveFromEmptyPath = 4;
    private const int NewMounts = 0x00020000;
    private const int NewNetwork = 0x40000000;
    private const int FileSystemRoot = 0x00000200;
    private const int AnyNamespace = 0;

    /// <summary>Enters a mount namespace, and the host's again at the end.</summary>
    public static void VisitMounts(this CallScript script, SafeFileHandle visited, SafeFileHandle home)
    {
        // a mount namespace may be changed only by a thread that shares root and working directory with no other, and threads that the
        // runtime started from this one since the last time share them
        script.Add("unshare(CLONE_FS)", SystemCalls.Unshare, FileSystemRoot);
        script.AddUndone("setns(mount namespace)", (SystemCalls.SetNs, script.Fd(visited), NewMounts, 0), (SystemCalls.SetNs, script.Fd(home), NewMounts, 0));
    }

    /// <summary>A private copy of the mount namespace that the thread is in.</summary>
    public static void CopyMounts(this CallScript script) => script.Add("unshare(CLONE_NEWNS)", SystemCalls.Unshare, NewMounts);

    /// <summary>Enters another namespace of the kind that <paramref name="home"/> is of, and the host's again at the end.</summary>
    public static void Visit(this CallScript script, string kind, SafeFileHandle visited, SafeFileHandle home) =>
        script.AddUndone($"setns({kind} namespace)", (SystemCalls.SetNs, script.Fd(visited), AnyNamespace, 0), (SystemCalls.SetNs, script.Fd(home), AnyNamespace, 0));

    public static void VisitNetwork(this CallScript script, SafeFileHandle visited, SafeFileHandle home) =>
        script.AddUndone("setns(network namespace)", (SystemCalls.SetNs, script.Fd(visited), NewNetwork, 0), (SystemCalls.SetNs, script.Fd(home), NewNetwork, 0));

    /// <summary>Brings the calling thread, alone, into a cgroup of the v1 layout, and back at the end.</summary>
    /// <param name="visited">The cgroup's file "tasks".</param>
    /// <param name="home">The same of the thread's own.</param>
    public static void VisitCgroup(this CallScript script, string name, SafeFileHandle visited, SafeFileHandle home)
    {
        // "0" is the thread that writes
        nint self = script.Text("0");
        script.AddUndone($"write({name})", (SystemCalls.Write, script.Fd(visited), self, 1), (SystemCalls.Write, script.Fd(home), self, 1));
    }

    /// <summary>Attaches a detached mount. The path's last link is not followed.</summary>
    public static void Attach(this CallScript script, SafeFileHandle tree, string target) =>
        script.Add($"move_mount({target})", SystemCalls.MoveMount, script.Fd(tree), script.Text(""), AtCurrentDirectory, script.Text(target), MoveFromEmptyPath);

    /// <summary>A detached copy of all mounts from a path down, in the namespace that the thread is in; the step whose result is its descriptor.</summary>
    public static int CopyTree(this CallScript script, string path)
    {
        const nint Clone = 1, CloseOnExec = 0x80000, Recursive = 0x8000;
        return script.Add($"open_tree({path})", SystemCalls.OpenTree, AtCurrentDirectory, script.Text(path), Clone | CloseOnExec | Recursive);
    }

    public static void Mount(this CallScript script, string? source, string target, string? kind, nint flags, string? data) =>
        script.Add(
            $"mount({target})",
            SystemCalls.Mount,
            source is null ? 0 : script.Text(source),
            script.Text(target),
            kind is null ? 0 : script.Text(kind),
            flags,
            data is null ? 0 : script.Text(data));

    /// <summary>
    /// Makes the calling thread, alone, a sandbox's own unprivileged user; root again at the end. Raw system calls, because glibc's wrappers change all
    /// threads. Safe because the saved ids stay 0, so only this thread can come back; a program that is executed gets its saved ids replaced by the
    /// effective ones, so it cannot; and the kernel makes our memory undumpable when credentials change, so no process of that user could trace us.
    /// </summary>
    public static void AssumeUser(this CallScript script, uint id)
    {
        script.AddUndone($"setresgid({id})", (SystemCalls.SetResGid, (nint)id, (nint)id, 0), (SystemCalls.SetResGid, 0, 0, 0));
        script.AddUndone($"setresuid({id})", (SystemCalls.SetResUid, (nint)id, (nint)id, 0), (SystemCalls.SetResUid, 0, 0, 0));
        // should the server be killed just now, the kernel ends the sandboxes that this thread launched by a signal in this thread's name, which must be
        // allowed to; a program that is executed gets no capability, because its user is not root
        script.Add("capset(CAP_KILL)", SystemCalls.CapSet, script.Bytes(Capabilities.Header), script.Bytes(Capabilities.OnlyKill));
    }

    /// <summary>A TCP socket that listens on 127.0.0.1 in the network namespace that the thread is in; the step whose result is its descriptor.</summary>
    public static int ListenOnLoopback(this CallScript script, ushort port)
    {
        const nint Backlog = 128;
        byte[] address = [2, 0, (byte)(port >> 8), (byte)port, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0];
        int socket = script.StreamSocket();
        script.Add($"bind(127.0.0.1:{port})", SystemCalls.Bind, 0, script.Bytes(address), address.Length, aFrom: socket);
        script.Add("listen", SystemCalls.Listen, 0, Backlog, aFrom: socket);
        return socket;
    }

    /// <summary>A TCP socket in the network namespace that the thread is in; the step whose result is its descriptor.</summary>
    public static int StreamSocket(this CallScript script)
    {
        const nint Inet = 2, Stream = 1, CloseOnExec = 0x80000;
        return script.Add("socket", SystemCalls.Socket, Inet, Stream | CloseOnExec);
    }
}
