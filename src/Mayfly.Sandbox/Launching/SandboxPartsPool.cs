using Mayfly.Sandbox.Cgroups;

namespace Mayfly.Sandbox.Launching;

/// <summary>Hands out the parts of a sandbox and takes them back.</summary>
internal sealed class SandboxPartsPool(UserIds userIds, CgroupPool cgroups)
{
    public ValueTask<SandboxParts> TakeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(new SandboxParts(userIds.Take(), cgroups.Take(), LoopbackNamespaces.Make()));
    }

    /// <summary>Called when no process of the sandbox is left.</summary>
    public void Return(SandboxParts parts)
    {
        parts.NetworkNamespace.Dispose();
        cgroups.Return(parts.Cgroup);
        userIds.Return(parts.UserId);
    }
}
