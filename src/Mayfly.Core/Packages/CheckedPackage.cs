using Mayfly.Core.CodeSigning;

namespace Mayfly.Core.Packages;

/// <summary>An archive all of which was checked.</summary>
/// <param name="Archive">The ZIP.</param>
/// <param name="UnzippedSize">Bytes of all files together.</param>
/// <param name="Signature">What its signature says; null when it is not signed.</param>
public readonly record struct CheckedPackage(ReadOnlyMemory<byte> Archive, long UnzippedSize, PackageSignature? Signature = null);
