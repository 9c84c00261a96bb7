namespace Mayfly.Core.Images;

/// <summary>What a function's record knows of its image.</summary>
/// <param name="Uri">As the customer wrote it.</param>
/// <param name="Digest">What that led to when the code was last updated; the function keeps to it.</param>
public sealed record ImageReference(string Uri, string Digest);
