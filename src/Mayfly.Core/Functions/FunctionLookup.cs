namespace Mayfly.Core.Functions;

/// <summary>What a lookup found: a version that can run, or why there is none.</summary>
/// <param name="Outcome">Whether it can run.</param>
/// <param name="Version">Set when <see cref="FunctionLookupOutcome.Active"/>.</param>
/// <param name="StateReason">For a pending or failed function: AWS's sentence.</param>
public readonly record struct FunctionLookup(FunctionLookupOutcome Outcome, FunctionVersion? Version, string? StateReason = null);
