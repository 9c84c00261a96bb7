using CsCheck;
using Mayfly.Core.Images;

namespace Mayfly.Core.Tests.Images;

public sealed class ImageUriTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("localhost:5000/app", "localhost:5000/app", false, null, null, "latest")]
    [InlineData("localhost:5000/app:v1", "localhost:5000/app", false, "v1", null, "v1")]
    [InlineData("localhost/app:v1", "localhost/app", false, "v1", null, "v1")]
    [InlineData("111111111111.dkr.ecr.us-east-1.amazonaws.com/team/app_2:V-1.x", "111111111111.dkr.ecr.us-east-1.amazonaws.com/team/app_2", false, "V-1.x", null, "V-1.x")]
    [InlineData("r.example/app@" + Digest, "r.example/app", false, null, Digest, Digest)]
    [InlineData("r.example/app:v1@" + Digest, "r.example/app", false, null, Digest, Digest)]
    [InlineData("oci:/images/app", "/images/app", true, null, null, null)]
    [InlineData("oci:/images/app/", "/images/app", true, null, null, null)]
    [InlineData("oci:/images/app:v1", "/images/app", true, "v1", null, "v1")]
    [InlineData("oci:/a:b/app", "/a:b/app", true, null, null, null)]
    [InlineData("oci:/a/../images/./app@" + Digest, "/images/app", true, null, Digest, Digest)]
    internal void What_names_an_image_is_read(string text, string place, bool isFolder, string? tag, string? digest, string? reference)
    {
        Assert.True(ImageUri.TryParse(text, out ImageUri? uri));
        Assert.Equal(new ImageUri(place, isFolder, tag, digest), uri);
        Assert.Equal(reference, uri.Reference);
    }

    [Theory]
    [InlineData("")]
    [InlineData("app")]
    [InlineData("app:latest")]
    [InlineData("library/app:latest")]
    [InlineData("r.example/App")]
    [InlineData("r.example/app:")]
    [InlineData("r.example/app:v1 --tls-verify=false")]
    [InlineData("r.example/app\n")]
    [InlineData("r.example/../app")]
    [InlineData("r.example//app")]
    [InlineData("-r.example/app")]
    [InlineData("r.example/app@sha256:0123")]
    [InlineData("r.example/app@md5:0123")]
    [InlineData("http://r.example/app")]
    [InlineData("docker://r.example/app")]
    [InlineData("oci:")]
    [InlineData("oci:relative/app")]
    [InlineData("oci:/images/app:")]
    [InlineData("oci:/images/app:no tag")]
    [InlineData("oci:/images/\0:x")]
    public void What_does_not_is_refused(string text) => Assert.False(ImageUri.TryParse(text, out _));

    [Fact]
    public void The_resolved_URI_is_one_that_names_the_digest() =>
        Gen.OneOf("localhost:5000/a", "r.example/a/b:v", "oci:/x/y:1", "oci:/x", "r.example/a@" + Digest).Sample(text =>
            ImageUri.TryParse(text, out ImageUri? uri)
            && ImageUri.TryParse(uri.At(Digest), out ImageUri? resolved)
            && resolved == uri with { Tag = null, Digest = Digest });

    [Fact]
    public void Whatever_is_written_is_read_or_refused() => Gen.OneOf(Gen.String, Gen.OneOf("oci:/.@abc:5".ToCharArray()).Array[0, 40].Select(letters => new string(letters)), Gen.OneOf("rE/:@._-0\n".ToCharArray()).Array[0, 40].Select(letters => new string(letters))).Sample(text =>
    {
        if (ImageUri.TryParse(text, out ImageUri? uri))
        {
            Assert.Equal(uri.IsFolder, Path.IsPathRooted(uri.Place));
            Assert.DoesNotContain(uri.Place, character => char.IsControl(character));
        }
    });
}
