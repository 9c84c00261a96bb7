using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>fsopen(2), fsconfig(2), fsmount(2): a new tmpfs that is mounted nowhere; its files are reached through the descriptor.</summary>
internal static class TmpfsMount
{
    private const nint CloseOnExec = 1;
    private const nint SetString = 1;
    private const nint Create = 6;

    public static SafeFileHandle Make(string source, params ReadOnlySpan<(string Key, string Value)> options)
    {
        using Utf8Text tmpfs = new("tmpfs");
        using SafeFileHandle context = Handle(Syscall.Call(SystemCalls.FsOpen, tmpfs.Address, CloseOnExec), "fsopen(tmpfs)");
        nint fd = context.DangerousGetHandle();
        Configure(fd, "source", source);
        foreach ((string key, string value) in options)
        {
            Configure(fd, key, value);
        }

        if (Syscall.Call(SystemCalls.FsConfig, fd, Create) != 0)
        {
            throw LinuxException.FromLastError("fsconfig(create tmpfs)");
        }

        return Handle(Syscall.Call(SystemCalls.FsMount, fd, CloseOnExec), "fsmount(tmpfs)");
    }

    private static void Configure(nint context, string key, string value)
    {
        using Utf8Text name = new(key);
        using Utf8Text text = new(value);
        if (Syscall.Call(SystemCalls.FsConfig, context, SetString, name.Address, text.Address) != 0)
        {
            throw LinuxException.FromLastError($"fsconfig({key}={value})");
        }
    }

    private static SafeFileHandle Handle(nint fd, string call) =>
        fd < 0 ? throw LinuxException.FromLastError(call) : new SafeFileHandle(fd, ownsHandle: true);

    private readonly ref struct Utf8Text(string text) : IDisposable
    {
        public nint Address { get; } = Marshal.StringToCoTaskMemUTF8(text);

        public void Dispose() => Marshal.FreeCoTaskMem(Address);
    }
}
