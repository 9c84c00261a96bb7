using CsCheck;
using Mayfly.Core.Aws;

namespace Mayfly.Core.Tests.Aws;

public sealed class CredentialScopeTests
{
    [Theory]
    [InlineData("AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=00", "000000000000", "us-east-1", "lambda")]
    [InlineData("AWS4-HMAC-SHA256 Credential=123456789012/20260101/eu-west-1/logs/aws4_request, SignedHeaders=host, Signature=00", "123456789012", "eu-west-1", "logs")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/b/c/20260101/eu-west-1/logs/aws4_request, SignedHeaders=host", "000000000000", "eu-west-1", "logs")]
    [InlineData("AWS4-HMAC-SHA256 Credential=x/20260101/..%2F../lambda/aws4_request", "000000000000", "us-east-1", "lambda")]
    [InlineData("Bearer nothing", "000000000000", "us-east-1", null)]
    public void Reads_account_region_and_service(string authorization, string account, string region, string? service)
        => Assert.Equal(new AwsIdentity(account, region, service), CredentialScope.Read(authorization, default));

    [Fact]
    public void A_presigned_url_speaks_by_its_parameter()
        => Assert.Equal(new AwsIdentity("123456789012", "us-west-2", "lambda"), CredentialScope.Read(default, "123456789012/20260101/us-west-2/lambda/aws4_request"));

    [Fact]
    public void Any_text_yields_an_identity_fit_for_names()
        => Gen.String.Sample(text =>
        {
            AwsIdentity identity = CredentialScope.Read("Credential=" + text, text);
            return identity.Account.Length == 12 && identity.Account.All(char.IsAsciiDigit) && identity.Region.All(static letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
        });
}
