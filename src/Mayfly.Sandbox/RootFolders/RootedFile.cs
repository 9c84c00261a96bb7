using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.RootFolders;

/// <summary>A file or folder that <see cref="RootFolder"/> has found. Held until disposed, so that it is the same for whatever is asked of it.</summary>
public sealed class RootedFile : IDisposable
{
    private readonly SafeFileHandle _handle;

    internal RootedFile(SafeFileHandle handle) => _handle = handle;

    /// <summary>Where this process finds it, and only this one, while it is held.</summary>
    public string HostPath => string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{_handle.DangerousGetHandle()}");

    public bool IsFolder => Directory.Exists(HostPath);

    public bool IsFile => File.Exists(HostPath);

    public UnixFileMode Mode => File.GetUnixFileMode(HostPath);

    public void Dispose() => _handle.Dispose();
}
