namespace Mayfly.Core.Layers;

/// <summary>A layer as it is kept.</summary>
/// <param name="Key">Which layer.</param>
/// <param name="LastVersion">The highest number that was ever published: numbers do not come again, also when their versions are deleted.</param>
/// <param name="Versions">Those that there are.</param>
public sealed record LayerRecord(LayerKey Key, long LastVersion, IReadOnlyList<LayerVersionRecord> Versions);
