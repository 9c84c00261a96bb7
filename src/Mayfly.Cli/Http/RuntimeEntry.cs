namespace Mayfly.Cli.Http;

/// <summary>One runtime in the answer of GET /_mayfly/runtimes.</summary>
internal sealed record RuntimeEntry(string Runtime, string Pack, string Language, bool Available, string? Found, string? HowToAdd);
