using System.Runtime.InteropServices;

namespace Mayfly.Sandbox.Interop;

/// <summary>
/// Numbers of the system calls that glibc has no wrapper for (or, for the credential calls, whose wrapper changes every thread of the process
/// while we must change one), or that are made by script.
/// </summary>
internal static class SystemCalls
{
    private static readonly bool Arm64 = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    public static readonly nint SetResUid = Arm64 ? 147 : 117;
    public static readonly nint SetResGid = Arm64 ? 149 : 119;
    public static readonly nint SetGroups = Arm64 ? 159 : 116;
    public static readonly nint Write = Arm64 ? 64 : 1;
    public static readonly nint SyncFs = Arm64 ? 267 : 306;
    public static readonly nint Close = Arm64 ? 57 : 3;
    public static readonly nint Unshare = Arm64 ? 97 : 272;
    public static readonly nint SetNs = Arm64 ? 268 : 308;
    public static readonly nint Mount = Arm64 ? 40 : 165;
    public static readonly nint Unmount = Arm64 ? 39 : 166;
    public static readonly nint Socket = Arm64 ? 198 : 41;
    public static readonly nint Bind = Arm64 ? 200 : 49;
    public static readonly nint Listen = Arm64 ? 201 : 50;
    public static readonly nint PrLimit = Arm64 ? 261 : 302;
    public static readonly nint CapGet = Arm64 ? 90 : 125;
    public static readonly nint CapSet = Arm64 ? 91 : 126;
    public static readonly nint WaitId = Arm64 ? 95 : 247;
    public static readonly nint OpenAt = Arm64 ? 56 : 257;
    public const nint PidfdSendSignal = 424;
    public const nint OpenTree = 428;
    public const nint MoveMount = 429;
    public const nint FsOpen = 430;
    public const nint FsConfig = 431;
    public const nint FsMount = 432;
    public const nint PidfdOpen = 434;
    public const nint MountSetAttr = 442;
}
