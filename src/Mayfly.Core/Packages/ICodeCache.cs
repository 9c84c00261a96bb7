namespace Mayfly.Core.Packages;

/// <summary>Packages extracted once on this node, in memory-backed storage (plaintext never reaches a disk), shared read-only by all environments.</summary>
public interface ICodeCache
{
    /// <summary>Extracts if need be (concurrent callers share one extraction) and pins the folder until the lease is disposed. Synchronous when it is there already.</summary>
    ValueTask<CodeLease> AcquireAsync(string packageId, CancellationToken cancellationToken);
}
