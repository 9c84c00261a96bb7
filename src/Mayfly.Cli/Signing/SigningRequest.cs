using System.Security.Cryptography.X509Certificates;

namespace Mayfly.Cli.Signing;

/// <summary>Who signs a package, and for how long.</summary>
/// <param name="Certificate">With its private key, RSA or ECDSA.</param>
/// <param name="Profile">The ARN of the signing profile's version.</param>
/// <param name="Job">The ARN of the signing job, by which this one signature can be revoked.</param>
/// <param name="Signed">When it is signed.</param>
/// <param name="Expires">When the signature's validity ends.</param>
internal sealed record SigningRequest(X509Certificate2 Certificate, string Profile, string Job, DateTimeOffset Signed, DateTimeOffset Expires);
