using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Mayfly.Core.CodeSigning;
using Mayfly.Core.Tests.Packages;

namespace Mayfly.Core.Tests.CodeSigning;

/// <summary>Signs packages, honestly or not. Written from docs/design/code-signing.md, apart from the reader under test.</summary>
internal sealed class TestSigner : IDisposable
{
    public const string SignaturePath = "META-INF/mayfly-signature.p7m";

    public static readonly DateTimeOffset Signed = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly X509Certificate2 _certificate;

    public TestSigner(bool rsa = false)
    {
        using AsymmetricAlgorithm key = rsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP384);
        CertificateRequest request = key is RSA rsaKey
            ? new CertificateRequest("CN=test", rsaKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest("CN=test", (ECDsa)key, HashAlgorithmName.SHA256);
        _certificate = request.CreateSelfSigned(Signed.AddYears(-1), Signed.AddYears(1));
    }

    public string Profile { get; init; } = "arn:aws:signer:us-east-1:000000000000:/signing-profiles/build/0123456789";

    public string Job { get; init; } = "arn:aws:signer:us-east-1:000000000000:/signing-jobs/4a4d7b2e-1111-4222-8333-abcdefabcdef";

    public DateTimeOffset Expires { get; init; } = Signed.AddMonths(6);

    public string Format { get; init; } = "mayfly-signature-1";

    public string DigestOid { get; init; } = "2.16.840.1.101.3.4.2.2";

    public string CertificatePem => _certificate.ExportCertificatePem();

    public string PublicKeyPem => PemEncoding.WriteString("PUBLIC KEY", _certificate.PublicKey.ExportSubjectPublicKeyInfo());

    /// <summary>Makes the server know this signer's key.</summary>
    public void Configure(CodeSigningOptions options, TemporaryFolder folder)
    {
        string file = folder.Of($"{Guid.NewGuid()}.pem");
        File.WriteAllText(file, CertificatePem);
        options.Profiles.Add(new SigningProfileOptions { Arn = Profile, Keys = [file] });
    }

    /// <summary>The package with a signature of its entries.</summary>
    public byte[] Sign(params ForgedEntry[] entries) => ZipForge.Make([.. entries, new ForgedEntry(SignaturePath) { RawContent = Signature(entries), Deflate = true }]);

    /// <summary>A signature of these entries, for whichever package.</summary>
    public byte[] Signature(params ForgedEntry[] entries) => Cms(System.Text.Encoding.UTF8.GetBytes(Manifest(entries).ToJsonString()), this);

    /// <summary>What <see cref="Signature"/> signs.</summary>
    public JsonObject Manifest(params ForgedEntry[] entries) => new()
    {
        ["format"] = Format,
        ["profile"] = Profile,
        ["job"] = Job,
        ["signed"] = Signed,
        ["expires"] = Expires,
        ["entries"] = new JsonArray([.. entries.Select(static entry => new JsonObject
        {
            ["path"] = entry.Name.TrimEnd('/'),
            ["kind"] = entry.Mode == ForgedEntry.Link ? "link" : entry.Name.EndsWith('/') ? "directory" : "file",
            ["executable"] = !entry.Name.EndsWith('/') && entry.Mode != ForgedEntry.Link && (entry.Mode & 0x49) != 0,
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(entry.ContentBytes)),
        })]),
    };

    /// <summary>CMS signed data by each of the signers.</summary>
    public static byte[] Cms(byte[] content, params TestSigner[] signers)
    {
        SignedCms cms = new(new ContentInfo(content), detached: false);
        foreach (TestSigner one in signers)
        {
            one.AddTo(cms);
        }

        return cms.Encode();
    }

    /// <summary>CMS signed data from which the one signature was taken away.</summary>
    public byte[] Unsigned(byte[] content)
    {
        SignedCms cms = new(new ContentInfo(content), detached: false);
        AddTo(cms);
        cms.RemoveSignature(0);
        return cms.Encode();
    }

    public void Dispose() => _certificate.Dispose();

    private void AddTo(SignedCms cms) =>
        cms.ComputeSignature(new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, _certificate) { DigestAlgorithm = new Oid(DigestOid), IncludeOption = X509IncludeOption.EndCertOnly });
}
