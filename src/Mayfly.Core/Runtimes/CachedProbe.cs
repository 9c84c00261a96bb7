namespace Mayfly.Core.Runtimes;

/// <summary>What a file said about its version, and the state of the file then.</summary>
/// <param name="Modified">UTC ticks.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Version">Null for a file that is no working interpreter.</param>
internal sealed record CachedProbe(long Modified, long Size, string? Version);
