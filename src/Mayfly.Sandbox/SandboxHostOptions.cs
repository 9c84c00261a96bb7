using System.Text;

namespace Mayfly.Sandbox;

/// <summary>How this machine's sandboxes are made.</summary>
public sealed record SandboxHostOptions
{
    /// <summary>A folder for what lives only as long as the server: mount points, made /etc files. Plaintext code may be in it; it is private to the server's user.</summary>
    public required string RuntimeDirectory { get; init; }

    /// <summary>Names this server on the machine (cgroups, network namespaces, nft table), so that two servers stay apart and orphans are told from a neighbour's. [a-z0-9]{1,8}, a digest of the data folder's path.</summary>
    public required string Instance { get; init; }

    /// <summary>Whether functions reach the network outside: NAT, or none.</summary>
    public SandboxNetwork Network { get; init; } = SandboxNetwork.Nat;

    /// <summary>When true a function may use idle CPU beyond its share; when false its share is a hard ceiling, as on AWS.</summary>
    public bool CpuBurst { get; init; }

    /// <summary>How many network namespaces and cgroup sets are kept ready.</summary>
    public int PooledSlots { get; init; } = 16;

    /// <summary>
    /// The first of the host user ids that sandboxes run as, one each; the group id is the same number. Nobody else may use them: processes that still have
    /// one when the server starts are killed as leftovers. Null for a range that follows from <see cref="Instance"/>, between 1,000,000,000 and 1,500,000,000.
    /// </summary>
    public uint? FirstUserId { get; init; }

    /// <summary>How many there are, and so how many sandboxes may live at once.</summary>
    public int UserIdCount { get; init; } = 10_000;

    /// <summary>The range in use.</summary>
    internal uint FirstUser => FirstUserId ?? 1_000_000_000 + (Encoding.UTF8.GetBytes(Instance).Aggregate(2166136261u, (hash, part) => unchecked((hash ^ part) * 16777619)) % 50_000 * 10_000);
}
