using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Scratch;

/// <summary>A fresh, empty /tmp for one sandbox.</summary>
/// <param name="Mount">The mount, attached nowhere; its root has mode 1777. To be attached once, at /tmp of a sandbox (move_mount(2)).</param>
/// <param name="SizeMb">How much can be written into it.</param>
/// <param name="Device">"major:minor" of its block device, for I/O limits; null if it lies in memory.</param>
internal sealed record ScratchDisk(SafeFileHandle Mount, int SizeMb, string? Device)
{
    /// <summary>Where our own process finds its files.</summary>
    public string Path => ScratchImage.PathOf(Mount);
}
