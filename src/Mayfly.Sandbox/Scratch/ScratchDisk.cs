using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Scratch;

/// <summary>A fresh, empty /tmp for one sandbox, mounted on the host.</summary>
/// <param name="HostPath">The folder to show as /tmp; mode 1777.</param>
/// <param name="SizeMb">How much can be written into it.</param>
/// <param name="Device">"major:minor" of its block device, for I/O limits; null if it lies in memory.</param>
/// <param name="File">Holds the file behind it; null if it lies in memory.</param>
internal sealed record ScratchDisk(string HostPath, int SizeMb, string? Device, SafeFileHandle? File);
