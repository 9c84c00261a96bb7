namespace Mayfly.Cli.Http;

/// <summary>The answer of GET /_mayfly/runtimes.</summary>
internal sealed record RuntimeList(IReadOnlyList<RuntimeEntry> Runtimes);
