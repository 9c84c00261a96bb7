using Mayfly.Sandbox.Cgroups;
using Mayfly.Sandbox.Networking;
using Mayfly.Sandbox.Scratch;

namespace Mayfly.Sandbox.Launching;

/// <summary>What a sandbox borrows while it lives, and what must not be given back before its last process is gone.</summary>
internal sealed class SandboxParts(uint userId, ICgroup cgroup, NetworkSlot network, ScratchDisk scratch, ScratchDisks disks)
{
    private readonly List<ScratchDisk> _allScratch = [scratch];

    public uint UserId => userId;

    public ICgroup Cgroup => cgroup;

    public NetworkSlot Network => network;

    /// <summary>The /tmp that the sandbox sees.</summary>
    public ScratchDisk Scratch => _allScratch[^1];

    /// <summary>The /tmp that is to be put over the first one; null when the first one serves.</summary>
    public ScratchDisk? FreshScratch => _allScratch.Count > 1 ? Scratch : null;

    public IReadOnlyList<ScratchDisk> AllScratch => _allScratch;

    /// <summary>Takes another disk if the one that is there has another size.</summary>
    public ScratchDisk UseScratchOf(int sizeMb)
    {
        if (Scratch.SizeMb != sizeMb)
        {
            _allScratch.Add(disks.Take(sizeMb));
        }

        return Scratch;
    }
}
