using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mayfly.Core.CodeSigning;

/// <summary>Reads public keys from PEM files: of certificates, and such as stand alone.</summary>
internal static class KeyFiles
{
    private const int SmallestRsaBits = 2048;

    /// <exception cref="CryptographicException">A key is damaged, too short, or of a kind that signs nothing here.</exception>
    public static IReadOnlyList<PublicKey> Read(string file)
    {
        List<PublicKey> keys = [];
        ReadOnlySpan<char> rest = File.ReadAllText(file);
        while (PemEncoding.TryFind(rest, out PemFields pem))
        {
            byte[] bytes = Convert.FromBase64String(rest[pem.Base64Data].ToString());
            switch (rest[pem.Label])
            {
                case "CERTIFICATE":
                    using (X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(bytes))
                    {
                        keys.Add(Checked(certificate.PublicKey));
                    }

                    break;
                case "PUBLIC KEY":
                    keys.Add(Checked(PublicKey.CreateFromSubjectPublicKeyInfo(bytes, out _)));
                    break;
            }

            rest = rest[pem.Location.End..];
        }

        return keys;
    }

    private static PublicKey Checked(PublicKey key)
    {
        using RSA? rsa = key.GetRSAPublicKey();
        using ECDsa? ecdsa = key.GetECDsaPublicKey();
        if (rsa is null && ecdsa is null)
        {
            throw new CryptographicException("it is neither an RSA nor an ECDSA key.");
        }

        return rsa is null || rsa.KeySize >= SmallestRsaBits ? key : throw new CryptographicException($"an RSA key must have at least {SmallestRsaBits} bits.");
    }
}
