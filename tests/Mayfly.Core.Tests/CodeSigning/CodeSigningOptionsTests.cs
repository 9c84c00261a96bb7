using System.Security.Cryptography;
using Mayfly.Core.CodeSigning;
using Mayfly.Core.Tests.Packages;

namespace Mayfly.Core.Tests.CodeSigning;

public sealed class CodeSigningOptionsTests
{
    [Fact]
    public void All_faults_are_told_at_once()
    {
        using TemporaryFolder folder = new();
        using RSA small = RSA.Create(1024);
        string empty = folder.Of("empty.pem"), weak = folder.Of("weak.pem");
        File.WriteAllText(empty, "nothing");
        File.WriteAllText(weak, small.ExportSubjectPublicKeyInfoPem());

        string[] faults = [.. new CodeSigningOptionsValidator().Validate(null, new CodeSigningOptions
        {
            Profiles = [new() { Arn = "build", Keys = [] }, new() { Arn = "arn:aws:signer:us-east-1:000000000000:/signing-profiles/a/1", Keys = [empty, weak, folder.Of("none.pem")] }],
            Revoked = ["job"],
        }).Failures!];

        Assert.Equal(6, faults.Length);
        Assert.Contains("'build' is not the ARN", faults[0], StringComparison.Ordinal);
        Assert.Contains("2048", faults[3], StringComparison.Ordinal);
    }
}
