namespace Mayfly.Cli.Signing;

/// <summary>What is signed; docs/design/code-signing.md has the format.</summary>
internal sealed record SignatureManifest(string Format, string Profile, string Job, DateTimeOffset Signed, DateTimeOffset Expires, IReadOnlyList<SignedEntry> Entries);
