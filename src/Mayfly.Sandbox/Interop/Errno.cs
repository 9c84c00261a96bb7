namespace Mayfly.Sandbox.Interop;

/// <summary>The error numbers that the code tells apart; the same on every Linux architecture that .NET runs on.</summary>
internal static class Errno
{
    public const int Eperm = 1;
    public const int Enoent = 2;
    public const int Esrch = 3;
    public const int Eintr = 4;
    public const int Eagain = 11;
    public const int Ebusy = 16;
    public const int Eexist = 17;
    public const int Enotdir = 20;
    public const int Eisdir = 21;
    public const int Einval = 22;
    public const int Enosys = 38;
    public const int Eloop = 40;
    public const int Eprotonosupport = 93;
    public const int Eafnosupport = 97;
}
