namespace Mayfly.Conformance.Tests.Packs;

/// <summary>A column of the table: a runtime identifier that this machine serves.</summary>
/// <param name="Name">"python3.11".</param>
/// <param name="Pack">"python".</param>
/// <param name="Facts">What is true of it alone.</param>
/// <param name="Interpreter">The program on this machine; null where there is none.</param>
/// <param name="HasStems">Whether the pack boots before it knows its function.</param>
internal sealed record ConformanceRuntime(string Name, string Pack, PackFacts Facts, string? Interpreter, bool HasStems)
{
    /// <summary>What CreateFunction is told: another runtime where the pack serves one that has no name of its own.</summary>
    public string CreatedAs => Facts.Runtime ?? Name;
}
