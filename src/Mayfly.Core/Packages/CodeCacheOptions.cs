namespace Mayfly.Core.Packages;

/// <summary>Where extracted code lives on this machine.</summary>
public sealed class CodeCacheOptions
{
    /// <summary>The server's folder for what lives only as long as it does; the code's tmpfs is mounted at "code" below it. Needed only by root.</summary>
    public string RuntimeDirectory { get; set; } = "/run/mayfly";

    /// <summary>Tells this server's folder in /dev/shm from those of others. [a-z0-9]{1,8}.</summary>
    public string Instance { get; set; } = "main";

    /// <summary>The most memory that extracted code takes, bytes; null for 4 GiB or half of the machine's memory, whichever is less.</summary>
    public long? SizeBytes { get; set; }

    internal long EffectiveSize => SizeBytes ?? Math.Min(4L << 30, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2);
}
