using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text.Json;

namespace Mayfly.Cli.Signing;

/// <summary>Signs a deployment package: copies it, entry by entry, and adds a signature of all of them.</summary>
internal static class PackageSigner
{
    private const string SignaturePath = "META-INF/mayfly-signature.p7m";
    private const string Format = "mayfly-signature-1";
    private const string Sha384 = "2.16.840.1.101.3.4.2.2";
    private const int FileTypeMask = 0xf000;
    private const int FileTypeDirectory = 0x4000;
    private const int FileTypeLink = 0xa000;
    private const int AnyExecute = 0x49;

    /// <exception cref="SigningException">The package is empty or signed already.</exception>
    /// <exception cref="InvalidDataException">It is no ZIP archive.</exception>
    public static void Sign(Stream package, Stream signed, SigningRequest request, DateTimeOffset now)
    {
        using ZipArchive source = new(package, ZipArchiveMode.Read, leaveOpen: true);
        using ZipArchive target = new(signed, ZipArchiveMode.Create, leaveOpen: true);
        List<SignedEntry> entries = [];
        foreach (ZipArchiveEntry entry in source.Entries)
        {
            if (Copy(entry, target) is { Path.Length: > 0 } copied)
            {
                entries.Add(copied);
            }
        }

        if (entries.Count == 0)
        {
            throw new SigningException("the package is empty");
        }

        SignatureManifest manifest = new(Format, request.Profile, request.Job, now, request.Expires, entries);
        byte[] signature = Sign(JsonSerializer.SerializeToUtf8Bytes(manifest, SigningJson.Default.SignatureManifest), request);
        using Stream content = target.CreateEntry(SignaturePath, CompressionLevel.Optimal).Open();
        content.Write(signature);
    }

    private static SignedEntry Copy(ZipArchiveEntry entry, ZipArchive target)
    {
        string path = string.Join('/', entry.FullName.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(static part => part != "."));
        if (path == SignaturePath)
        {
            throw new SigningException("the package is signed already");
        }

        int mode = entry.ExternalAttributes >>> 16;
        string kind = (mode & FileTypeMask) == FileTypeLink ? "link" : entry.FullName.EndsWith('/') || (mode & FileTypeMask) == FileTypeDirectory ? "directory" : "file";
        byte[] bytes = Read(entry);
        ZipArchiveEntry copy = target.CreateEntry(entry.FullName, CompressionLevel.Optimal);
        copy.ExternalAttributes = entry.ExternalAttributes;
        copy.LastWriteTime = entry.LastWriteTime;
        using (Stream content = copy.Open())
        {
            content.Write(bytes);
        }

        return new SignedEntry(path, kind, kind == "file" && (mode & AnyExecute) != 0, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using MemoryStream bytes = new();
        using Stream content = entry.Open();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>CMS signed data with the manifest in it.</summary>
    private static byte[] Sign(byte[] manifest, SigningRequest request)
    {
        SignedCms cms = new(new ContentInfo(manifest), detached: false);
        CmsSigner signer = new(SubjectIdentifierType.IssuerAndSerialNumber, request.Certificate)
        {
            DigestAlgorithm = new Oid(Sha384),
            IncludeOption = System.Security.Cryptography.X509Certificates.X509IncludeOption.EndCertOnly,
        };
        cms.ComputeSignature(signer, silent: true);
        return cms.Encode();
    }
}
