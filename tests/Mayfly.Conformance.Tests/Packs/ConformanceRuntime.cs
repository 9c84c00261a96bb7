namespace Mayfly.Conformance.Tests.Packs;

/// <summary>A column of the table: a runtime identifier that this machine serves.</summary>
/// <param name="Name">"python3.11".</param>
internal sealed record ConformanceRuntime(string Name, string Pack, PackFacts Facts);
