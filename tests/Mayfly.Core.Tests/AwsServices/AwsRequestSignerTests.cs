using Mayfly.Core.AwsServices;

namespace Mayfly.Core.Tests.AwsServices;

public sealed class AwsRequestSignerTests
{
    /// <summary>get-vanilla and post-vanilla of AWS's own test suite for Signature Version 4.</summary>
    [Theory]
    [InlineData("GET", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("POST", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    public void Signatures_are_AWSs(string method, string signature)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), new Uri("http://example.amazonaws.com/"));
        AwsRequestSigner.Sign(
            request, [], new AwsCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", null), "service", "us-east-1", new DateTimeOffset(2015, 8, 30, 12, 36, 0, TimeSpan.Zero));

        Assert.Equal(
            $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature={signature}",
            Assert.Single(request.Headers.GetValues("Authorization")));
    }
}
