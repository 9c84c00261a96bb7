using System.IO.Compression;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.CodeSigning;

/// <summary>mayfly sign by itself.</summary>
public sealed class SignCommandTests : IDisposable
{
    private const string Profile = "arn:aws:signer:us-east-1:000000000000:/signing-profiles/build/0123456789";

    private readonly SigningKey _key = new();

    [Fact]
    public async Task The_entries_stay_as_they_are()
    {
        byte[] package = Archive.Of(("index.js", "1"), ("bootstrap", "#!/bin/sh"));

        byte[] signed = (await _key.SignAsync(package, Profile)).Package;

        using ZipArchive archive = new(new MemoryStream(signed));
        Assert.Equal(["index.js", "bootstrap", "META-INF/mayfly-signature.p7m"], archive.Entries.Select(static entry => entry.FullName));
        int directory = BitConverter.ToInt32(package, package.Length - 6);
        Assert.Equal(package[..directory], signed[..directory]);
    }

    [Fact]
    public async Task What_cannot_be_signed_is_told_and_leaves_no_file()
    {
        await File.WriteAllTextAsync(_key.At("text.zip"), "no archive", TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(_key.At("signed.zip"), (await _key.SignAsync(Archive.Of(("a", "1")), Profile)).Package, TestContext.Current.CancellationToken);
        File.Delete(_key.At("code.signed.zip"));

        await AssertRefusedAsync("text.zip", string.Empty);
        await AssertRefusedAsync("signed.zip", "the package is signed already");
        await AssertRefusedAsync("none.zip", "Could not find file");

        Assert.Empty(Directory.GetFiles(_key.At("."), "*.signed.zip*"));
    }

    [Theory]
    [InlineData("build", "12", "'build' is not the ARN of a signing profile's version")]
    [InlineData(Profile, "136", "--validity-months is between 1 and 135, not '136'.")]
    public async Task Arguments_that_make_no_sense_are_told(string profile, string months, string told)
    {
        (int status, _, string errors) = await _key.RunAsync(profile, _key.At("code.zip"), "--validity-months", months);

        Assert.Equal(1, status);
        Assert.Contains(told, errors, StringComparison.Ordinal);
    }

    public void Dispose() => _key.Dispose();

    private async Task AssertRefusedAsync(string file, string why)
    {
        (int status, _, string errors) = await _key.RunAsync(Profile, _key.At(file));

        Assert.Equal(1, status);
        Assert.Contains($"mayfly: {file} cannot be signed: {why}", errors, StringComparison.Ordinal);
    }
}
