namespace Mayfly.Sandbox;

/// <summary>What this machine can enforce, said in sentences that an operator can act upon.</summary>
/// <param name="Mode">"bubblewrap", or "process" for no isolation.</param>
/// <param name="Enforced">One line for each wall and limit in force.</param>
/// <param name="Missing">One line for each that is not: what is missing, what that means, and what to do.</param>
public sealed record SandboxReport(string Mode, IReadOnlyList<string> Enforced, IReadOnlyList<string> Missing);
