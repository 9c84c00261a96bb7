namespace Mayfly.Core.Packages;

/// <summary>
/// How large and how odd a deployment package may be. The sizes are AWS's (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html);
/// the rest is ours, far above what real packages have, so that a hostile one cannot exhaust inodes, memory or path buffers.
/// </summary>
internal static class PackageLimits
{
    /// <summary>A ZIP sent within the request must be smaller, bytes.</summary>
    public const int InlineZipped = 52_428_800;

    /// <summary>All files together, unzipped, must be smaller, bytes. A ZIP from S3 must be smaller than this too.</summary>
    public const int Unzipped = 262_144_000;

    /// <summary>Entries, folders included: what a ZIP without the ZIP64 extension can count.</summary>
    public const int Entries = 65_535;

    /// <summary>A whole path, UTF-8 bytes. Linux takes 4,096 from its root, of which the function's own /var/task needs some.</summary>
    public const int PathBytes = 2_048;

    /// <summary>One component of a path, UTF-8 bytes: Linux's own limit.</summary>
    public const int NameBytes = 255;

    public const int PathDepth = 128;

    /// <summary>The target of a symbolic link, UTF-8 bytes.</summary>
    public const int LinkBytes = 2_048;

    /// <summary>Links followed while one link is resolved: Linux's own limit.</summary>
    public const int LinkHops = 40;
}
