using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.CodeSigning;

/// <summary>A key with which packages are signed, in files as operators have them.</summary>
internal sealed class SigningKey : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mayfly-signing-");

    public SigningKey()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=build", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Certificate, certificate.ExportCertificatePem());
    }

    public string Certificate => At("certificate.pem");

    private string KeyFile => At("key.pem");

    public string At(string file) => Path.Combine(_folder.FullName, file);

    /// <summary>Runs mayfly sign, which must succeed, and answers the signed package and the signing job's ARN.</summary>
    public async Task<(byte[] Package, string Job)> SignAsync(byte[] package, string profile)
    {
        await File.WriteAllBytesAsync(At("code.zip"), package);
        (int status, string output, string errors) = await RunAsync(profile, At("code.zip"));
        Assert.True(status == 0, errors);
        return (await File.ReadAllBytesAsync(At("code.signed.zip")), output.Trim());
    }

    public Task<(int Status, string Output, string Errors)> RunAsync(string profile, string package, params string[] more) =>
        MayflyCommand.RunAsync(["sign", package, "--key", KeyFile, "--certificate", Certificate, "--profile", profile, .. more]);

    public void Dispose() => _folder.Delete(recursive: true);
}
