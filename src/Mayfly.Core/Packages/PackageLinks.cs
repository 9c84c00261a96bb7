using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Mayfly.Core.Packages;

/// <summary>
/// Pre-signed paths to packages, as GetFunction's Code.Location gives them: whoever has one may fetch that package for ten minutes, without
/// credentials. The signing key lives as long as the server, so a restart ends all links early.
/// </summary>
internal sealed class PackageLinks(TimeProvider time)
{
    /// <summary>Where <see cref="PackageDownload"/> is to be mapped; the token is the last segment.</summary>
    public const string PathPrefix = "/_mayfly/packages/";

    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const int IdSize = SHA256.HashSizeInBytes;
    private const int SignedSize = IdSize + sizeof(long);
    private const int TokenSize = SignedSize + HMACSHA256.HashSizeInBytes;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>The path, token included.</summary>
    public string Create(string packageId)
    {
        Span<byte> token = stackalloc byte[TokenSize];
        Convert.FromHexString(packageId, token, out _, out _);
        BinaryPrimitives.WriteInt64BigEndian(token[IdSize..], (time.GetUtcNow() + Lifetime).ToUnixTimeSeconds());
        HMACSHA256.HashData(_key, token[..SignedSize], token[SignedSize..]);
        return PathPrefix + Base64Url.EncodeToString(token);
    }

    /// <summary>The package that a token names; false when it is not one of ours or its time is over.</summary>
    public bool TryRead(string token, out string packageId)
    {
        packageId = string.Empty;
        Span<byte> bytes = stackalloc byte[TokenSize];
        if (token.Length != Base64Url.GetEncodedLength(TokenSize) || !Base64Url.TryDecodeFromChars(token, bytes, out int length) || length != TokenSize)
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, bytes[..SignedSize], expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, bytes[SignedSize..])
            || BinaryPrimitives.ReadInt64BigEndian(bytes[IdSize..]) < time.GetUtcNow().ToUnixTimeSeconds())
        {
            return false;
        }

        packageId = Convert.ToHexStringLower(bytes[..IdSize]);
        return true;
    }
}
