using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.CodeSigning;

/// <summary>Which keys sign for which version of a signing profile, and what was revoked, as the operator says.</summary>
internal sealed class TrustedPublishers(IOptions<CodeSigningOptions> options)
{
    private readonly Dictionary<string, HashSet<string>> _keys = options.Value.Profiles
        .GroupBy(static profile => profile.Arn, StringComparer.Ordinal)
        .ToDictionary(
            static profile => profile.Key,
            static profile => profile.SelectMany(static part => part.Keys).SelectMany(KeyFiles.Read).Select(KeyIdOf).ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal);

    private readonly HashSet<string> _revoked = new(options.Value.Revoked, StringComparer.Ordinal);

    /// <summary>A key's name: the SHA-256 of its SubjectPublicKeyInfo, in lower-case hex.</summary>
    public static string KeyIdOf(PublicKey key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    /// <summary>Whether that key may sign for that profile version.</summary>
    public bool Trusts(string profileVersionArn, string keyId) => _keys.GetValueOrDefault(profileVersionArn)?.Contains(keyId) == true;

    public bool IsRevoked(string arn) => _revoked.Contains(arn);
}
