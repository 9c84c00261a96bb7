using Mayfly.Sandbox.Interop;

namespace Mayfly.Sandbox.Seccomp;

/// <summary>What the kernel does with a system call: the filter's return value.</summary>
internal static class SeccompAction
{
    public const uint Allow = 0x7FFF0000;

    private const uint FailWith = 0x00050000;

    /// <summary>"Not permitted", for what a program without privileges could not do anyway.</summary>
    public const uint NotPermitted = FailWith | Errno.Eperm;

    /// <summary>"No such call", for what a program may have a fallback for.</summary>
    public const uint NoSuchCall = FailWith | Errno.Enosys;

    public const uint NoSuchFamily = FailWith | Errno.Eafnosupport;

    public const uint NoSuchProtocol = FailWith | Errno.Eprotonosupport;
}
