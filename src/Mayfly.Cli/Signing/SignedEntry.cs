namespace Mayfly.Cli.Signing;

/// <summary>One entry of a signed package.</summary>
internal sealed record SignedEntry(string Path, string Kind, bool Executable, string Sha256);
