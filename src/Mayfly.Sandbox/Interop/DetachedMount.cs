using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>
/// fsopen(2), fsconfig(2), fsmount(2): a new file system that is mounted nowhere; its files are reached through the descriptor. When the
/// descriptor is closed, and it was not attached anywhere, it is gone.
/// </summary>
internal static class DetachedMount
{
    public const nint NoSetUserId = 2;
    public const nint NoDevices = 4;
    public const nint NoAccessTimes = 0x10;

    private const nint CloseOnExec = 1;
    private const nint SetFlag = 0;
    private const nint SetString = 1;
    private const nint Create = 6;

    /// <param name="attributes">Of the mount: <see cref="NoSetUserId"/> and the like.</param>
    /// <param name="options">Of the file system: words, each with its value or with null.</param>
    public static SafeFileHandle Make(string fileSystem, string source, nint attributes, params ReadOnlySpan<(string Key, string? Value)> options)
    {
        using Utf8Text kind = new(fileSystem);
        using SafeFileHandle context = Handle(Syscall.Call(SystemCalls.FsOpen, kind.Address, CloseOnExec), $"fsopen({fileSystem})");
        nint fd = context.DangerousGetHandle();
        Configure(fd, "source", source);
        foreach ((string key, string? value) in options)
        {
            Configure(fd, key, value);
        }

        if (Syscall.Call(SystemCalls.FsConfig, fd, Create) != 0)
        {
            throw LinuxException.FromLastError($"fsconfig(create {fileSystem} of {source})");
        }

        return Handle(Syscall.Call(SystemCalls.FsMount, fd, CloseOnExec, attributes), $"fsmount({fileSystem} of {source})");
    }

    private static void Configure(nint context, string key, string? value)
    {
        using Utf8Text name = new(key);
        using Utf8Text text = new(value);
        if (Syscall.Call(SystemCalls.FsConfig, context, value is null ? SetFlag : SetString, name.Address, text.Address) != 0)
        {
            throw LinuxException.FromLastError($"fsconfig({key}={value})");
        }
    }

    private static SafeFileHandle Handle(nint fd, string call) =>
        fd < 0 ? throw LinuxException.FromLastError(call) : new SafeFileHandle(fd, ownsHandle: true);

    private readonly ref struct Utf8Text(string? text) : IDisposable
    {
        public nint Address { get; } = Marshal.StringToCoTaskMemUTF8(text);

        public void Dispose() => Marshal.FreeCoTaskMem(Address);
    }
}
