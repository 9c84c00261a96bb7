using Mayfly.Sandbox.Cgroups;
using Mayfly.Sandbox.Networking;
using Mayfly.Sandbox.Scratch;

namespace Mayfly.Sandbox.Launching;

/// <summary>Hands out the parts of a sandbox and takes them back.</summary>
internal sealed class SandboxPartsPool(UserIds userIds, CgroupPool cgroups, NetworkSlots networks, ScratchDisks disks) : IAsyncDisposable
{
    public async ValueTask<SandboxParts> TakeAsync(int scratchMb, CancellationToken cancellationToken)
    {
        NetworkSlot network = await networks.TakeAsync(cancellationToken).ConfigureAwait(false);
        ScratchDisk? scratch = null;
        ICgroup? cgroup = null;
        try
        {
            scratch = disks.Take(scratchMb);
            cgroup = cgroups.Take();
            return new SandboxParts(userIds.Take(), cgroup, network, scratch, disks);
        }
        catch
        {
            networks.Return(network);
            if (scratch is not null)
            {
                disks.Return(scratch);
            }

            if (cgroup is not null)
            {
                cgroups.Return(cgroup);
            }

            throw;
        }
    }

    /// <summary>Called when no process of the sandbox is left.</summary>
    public void Return(SandboxParts parts)
    {
        // before the disks: its block I/O rules name their devices
        cgroups.Return(parts.Cgroup);
        foreach (ScratchDisk scratch in parts.AllScratch)
        {
            disks.Return(scratch);
        }

        networks.Return(parts.Network);
        userIds.Return(parts.UserId);
    }

    public async ValueTask DisposeAsync()
    {
        cgroups.Dispose();
        disks.Dispose();
        await networks.DisposeAsync().ConfigureAwait(false);
    }
}
