namespace Mayfly.Sandbox.Output;

/// <summary>Something behind a descriptor that the pump watches.</summary>
internal interface IWatched
{
    /// <summary>Called on the pump's thread when the descriptor is readable. Must not block.</summary>
    void OnReadable();
}
