using System.Security.Cryptography;
using Mayfly.Core.Images;
using Mayfly.Core.Packages;

namespace Mayfly.Core.Functions;

/// <summary>What a record knows of a package in the store.</summary>
/// <param name="Id">Content address in the package store: the lower-case hex SHA-256 of the ZIP.</param>
/// <param name="ZippedSize">Bytes; AWS's CodeSize.</param>
/// <param name="UnzippedSize">Bytes of all files together; 0 where it was not recorded.</param>
public sealed record PackageReference(string Id, long ZippedSize, long UnzippedSize = 0)
{
    /// <summary>What an archive would be stored as.</summary>
    public static PackageReference Of(in CheckedPackage package) =>
        new(Convert.ToHexStringLower(SHA256.HashData(package.Archive.Span)), package.Archive.Length, package.UnzippedSize);

    /// <summary>What stands for the package of a function that is an image.</summary>
    public static PackageReference Of(ImageReference image) => new(ImageDigest.Hex(image.Digest), ZippedSize: 0);

    /// <summary>AWS's CodeSha256: the same digest in base64.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Sha256 => Convert.ToBase64String(Convert.FromHexString(Id));
}
