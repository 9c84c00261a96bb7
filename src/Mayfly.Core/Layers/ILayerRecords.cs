namespace Mayfly.Core.Layers;

/// <summary>Layers on disk. Read once, at start; afterwards only written.</summary>
public interface ILayerRecords
{
    IReadOnlyList<LayerRecord> Load();

    /// <summary>Inserts or replaces a version, and remembers its number. Completes when it is durable.</summary>
    Task SaveAsync(LayerVersionRecord version);

    /// <summary>Removes a version, if it is there; its number stays taken. Completes when it is durable.</summary>
    Task DeleteAsync(LayerKey key, long version);
}
