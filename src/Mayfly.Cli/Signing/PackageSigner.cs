using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Mayfly.Cli.Signing;

/// <summary>Signs a deployment package: adds an entry with a signature of all others, which stay as they are.</summary>
internal static class PackageSigner
{
    private const string SignaturePath = "META-INF/mayfly-signature.p7m";
    private const string Format = "mayfly-signature-1";
    private const string Sha384 = "2.16.840.1.101.3.4.2.2";
    private const int FileTypeMask = 0xf000;
    private const int FileTypeDirectory = 0x4000;
    private const int FileTypeLink = 0xa000;
    private const int AnyExecute = 0x49;

    /// <summary>Signs the archive in place.</summary>
    /// <exception cref="SigningException">The package is empty or signed already.</exception>
    /// <exception cref="InvalidDataException">It is no ZIP archive.</exception>
    public static void Sign(Stream package, SigningRequest request)
    {
        SignatureManifest manifest = new(Format, request.Profile, request.Job, request.Signed, request.Expires, Describe(package));
        byte[] signature = Sign(JsonSerializer.SerializeToUtf8Bytes(manifest, SigningJson.Default.SignatureManifest), request.Certificate);
        using ZipArchive archive = new(package, ZipArchiveMode.Update, leaveOpen: true);
        using Stream content = archive.CreateEntry(SignaturePath, CompressionLevel.Optimal).Open();
        content.Write(signature);
    }

    private static List<SignedEntry> Describe(Stream package)
    {
        using ZipArchive archive = new(package, ZipArchiveMode.Read, leaveOpen: true);
        List<SignedEntry> entries = [.. archive.Entries.Select(Describe).Where(static entry => entry.Path.Length > 0)];
        return entries.Count switch
        {
            0 => throw new SigningException("the package is empty"),
            _ when entries.Exists(static entry => entry.Path == SignaturePath) => throw new SigningException("the package is signed already"),
            _ => entries,
        };
    }

    private static SignedEntry Describe(ZipArchiveEntry entry)
    {
        string path = string.Join('/', entry.FullName.Split('/').Where(static part => part is not ("" or ".")));
        int mode = entry.ExternalAttributes >>> 16;
        string kind = (mode & FileTypeMask) == FileTypeLink ? "link" : entry.FullName.EndsWith('/') || (mode & FileTypeMask) == FileTypeDirectory ? "directory" : "file";
        using Stream content = entry.Open();
        return new SignedEntry(path, kind, kind == "file" && (mode & AnyExecute) != 0, Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    /// <summary>CMS signed data with the manifest in it.</summary>
    private static byte[] Sign(byte[] manifest, X509Certificate2 certificate)
    {
        SignedCms cms = new(new ContentInfo(manifest), detached: false);
        cms.ComputeSignature(
            new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, certificate) { DigestAlgorithm = new Oid(Sha384), IncludeOption = X509IncludeOption.EndCertOnly },
            silent: true);
        return cms.Encode();
    }
}
