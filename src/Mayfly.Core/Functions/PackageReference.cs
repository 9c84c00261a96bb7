using System.Security.Cryptography;

namespace Mayfly.Core.Functions;

/// <summary>What a function's record knows of its deployment package.</summary>
/// <param name="Id">Content address in the package store: the lower-case hex SHA-256 of the ZIP.</param>
/// <param name="ZippedSize">Bytes; AWS's CodeSize.</param>
public sealed record PackageReference(string Id, long ZippedSize)
{
    /// <summary>What an archive would be stored as.</summary>
    public static PackageReference Of(ReadOnlySpan<byte> archive) => new(Convert.ToHexStringLower(SHA256.HashData(archive)), archive.Length);

    /// <summary>AWS's CodeSha256: the same digest in base64.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Sha256 => Convert.ToBase64String(Convert.FromHexString(Id));
}
