namespace Mayfly.Core.Runtimes;

/// <summary>What a pack's build leaves in its folder, for packs that are compiled: without that file none of its runtimes can be served.</summary>
/// <param name="File">Below the pack's folder.</param>
/// <param name="HowTo">A sentence for the operator.</param>
internal sealed record PackBuild(string File, string HowTo);
