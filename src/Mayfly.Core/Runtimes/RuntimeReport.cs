namespace Mayfly.Core.Runtimes;

/// <summary>The body of GET /_mayfly/runtimes.</summary>
internal sealed record RuntimeReport(IReadOnlyList<RuntimeStatus> Runtimes);
