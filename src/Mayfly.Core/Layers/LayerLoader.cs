namespace Mayfly.Core.Layers;

/// <summary>Brings back, at start, the layers that were acknowledged before. Runs before functions are loaded, which deletes packages that nobody holds.</summary>
public sealed class LayerLoader
{
    private readonly LayerChanges _changes;

    internal LayerLoader(LayerChanges changes) => _changes = changes;

    public Task LoadAsync() => _changes.LoadAsync();
}
