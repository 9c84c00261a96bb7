namespace Mayfly.Core.Packages;

/// <summary>What an entry of a package becomes on disk. There is nothing else: devices, pipes and sockets are refused.</summary>
internal enum PackageEntryKind
{
    File,
    Directory,
    Link,
}
