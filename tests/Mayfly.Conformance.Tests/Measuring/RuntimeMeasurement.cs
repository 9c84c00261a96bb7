using Mayfly.Conformance.Tests.Packs;

namespace Mayfly.Conformance.Tests.Measuring;

/// <summary>A row: turn by turn, milliseconds and megabytes; the bare side is empty where there is nothing to compare with.</summary>
internal sealed record RuntimeMeasurement(
    ConformanceRuntime Runtime, IReadOnlyList<double> ColdStart, IReadOnlyList<double> BareStart, IReadOnlyList<double> Idle, IReadOnlyList<double> BareIdle);
