using System.Buffers;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using Mayfly.Core.Packages;
using Mayfly.Core.Packages.Zip;

namespace Mayfly.Core.CodeSigning;

/// <summary>
/// Verifies the signature that a package brings: CMS signed data (RFC 5652) with the manifest in it, in an entry of its own. The package is intact when the signature
/// holds and the manifest lists exactly the package's other entries. Whom to believe is <see cref="TrustedPublishers"/>'s to say.
/// </summary>
internal sealed class SignatureReader(TrustedPublishers publishers)
{
    public const string EntryPath = "META-INF/mayfly-signature.p7m";

    /// <summary>Bytes: room for some hundred of them for each entry that a package may have.</summary>
    private const int LargestSignature = 32 * 1024 * 1024;

    private static readonly FrozenSet<string> _digests = FrozenSet.ToFrozenSet(["2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3"]);

    private static readonly PackageSignature _broken = new() { IsIntact = false };

    /// <summary>Null for a package that is not signed.</summary>
    public PackageSignature? Read(PackageArchive archive)
    {
        if (archive.Entries.FirstOrDefault(static entry => entry.Path == EntryPath) is not { } entry)
        {
            return null;
        }

        if (entry.Kind != PackageEntryKind.File || entry.Record.UncompressedSize > LargestSignature || Open(ReadAll(archive, entry)) is not { } signed)
        {
            return _broken;
        }

        SignatureManifest? manifest = SignatureManifest.Read(signed.Content);
        if (manifest is null || !IsWhole(archive, manifest))
        {
            return _broken;
        }

        return publishers.Trusts(manifest.Profile, signed.KeyId)
            ? new PackageSignature { IsIntact = true, ProfileVersionArn = manifest.Profile, JobArn = manifest.Job, KeyId = signed.KeyId, Expires = manifest.Expires }
            : new PackageSignature { IsIntact = true };
    }

    /// <summary>The signed bytes and the key; null when they are not signed by exactly one key that is there to see, or the signature does not hold.</summary>
    private static (byte[] Content, string KeyId)? Open(byte[] signature)
    {
        try
        {
            SignedCms cms = new();
            cms.Decode(signature);
            if (cms.SignerInfos is not [{ Certificate: { } certificate } signer] || !_digests.Contains(signer.DigestAlgorithm.Value ?? string.Empty))
            {
                return null;
            }

            // The signature alone: whom the certificate belongs to is settled by the key, not by a chain.
            signer.CheckSignature(verifySignatureOnly: true);
            return (cms.ContentInfo.Content, TrustedPublishers.KeyIdOf(certificate.PublicKey));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static bool IsWhole(PackageArchive archive, SignatureManifest manifest)
    {
        Dictionary<string, SignedEntry> signed = new(StringComparer.Ordinal);
        if (!manifest.Entries.All(entry => signed.TryAdd(entry.Path, entry)))
        {
            return false;
        }

        PackageEntry[] entries = [.. archive.Entries.Where(static entry => entry.Path != EntryPath)];
        return entries.Length == signed.Count && entries.All(entry => signed.GetValueOrDefault(entry.Path) == Describe(archive, entry));
    }

    private static SignedEntry Describe(PackageArchive archive, PackageEntry entry) => new(
        entry.Path,
        entry.Kind switch
        {
            PackageEntryKind.File => "file",
            PackageEntryKind.Link => "link",
            _ => "directory",
        },
        entry.Kind == PackageEntryKind.File && entry.Executable,
        Digest(archive, entry));

    private static string Digest(PackageArchive archive, PackageEntry entry)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (entry.Kind != PackageEntryKind.Directory)
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
            using EntryReader reader = archive.Open(entry);
            for (int read = reader.Read(buffer); read > 0; read = reader.Read(buffer))
            {
                hash.AppendData(buffer, 0, read);
            }

            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static byte[] ReadAll(PackageArchive archive, PackageEntry entry)
    {
        byte[] bytes = new byte[entry.Record.UncompressedSize];
        using EntryReader reader = archive.Open(entry);
        for (int length = 0; length < bytes.Length;)
        {
            length += reader.Read(bytes.AsSpan(length));
        }

        return bytes;
    }
}
