namespace Mayfly.Storage.Encryption;

/// <summary>A place that holds sealed objects: rotation visits each of them.</summary>
internal interface IRewrappable
{
    /// <summary>Wraps the data key of every object under the current master key. When it completes, durably, no object here needs an older key. Answers how many were re-wrapped.</summary>
    Task<int> RewrapAllAsync(CancellationToken cancellationToken);
}
