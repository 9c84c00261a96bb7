namespace Mayfly.Core.Packages;

/// <summary>The folders that functions see at /opt.</summary>
public interface ILayerFolders
{
    /// <summary>Pins the folder of these layers' packages, at least one, of which later ones lie over earlier ones. Synchronous when all is there already.</summary>
    ValueTask<CodeLease> AcquireAsync(IReadOnlyList<string> packageIds, CancellationToken cancellationToken);
}
