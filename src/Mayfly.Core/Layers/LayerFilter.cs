using Mayfly.Contracts.Lambda;

namespace Mayfly.Core.Layers;

/// <summary>Which versions a list shows: those whose publisher named the runtime, and the architecture, that the caller asks for. Null asks for nothing.</summary>
internal readonly record struct LayerFilter(Runtime? Runtime, Architecture? Architecture)
{
    public bool Takes(LayerVersionRecord version) =>
        (Runtime is not { } runtime || version.CompatibleRuntimes?.Contains(runtime.Value, StringComparer.Ordinal) == true)
        && (Architecture is not { } architecture || version.CompatibleArchitectures?.Contains(architecture.Value, StringComparer.Ordinal) == true);
}
