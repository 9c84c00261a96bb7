using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Mayfly.Core.CodeSigning;
using Mayfly.Core.Packages;
using Mayfly.Core.Packages.Zip;
using Mayfly.Core.Tests.Packages;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Tests.CodeSigning;

/// <summary>A signature holds for the package that was signed, to the last entry, and for no other.</summary>
public sealed class SignatureReaderTests : IDisposable
{
    private const int Executable = 0x81ed;

    private static readonly ForgedEntry[] _entries =
    [
        new("index.js", "exports.handler = 1") { Deflate = true },
        new("bin/run", "#!/bin/sh") { Mode = Executable },
        new("lib/"),
        new("lib/current", "../index.js") { Mode = ForgedEntry.Link },
    ];

    private static readonly Dictionary<string, ForgedEntry[]> _changes = new()
    {
        { "content", Replaced(0, new("index.js", "exports.handler = 2")) },
        { "added", [.. _entries, new("more.js")] },
        { "folder added", [.. _entries, new("more/")] },
        { "removed", _entries[1..] },
        { "renamed", Replaced(0, _entries[0] with { Name = "Index.js" }) },
        { "made executable", Replaced(0, _entries[0] with { Mode = Executable }) },
        { "no longer executable", Replaced(1, _entries[1] with { Mode = 0 }) },
        { "link elsewhere", Replaced(3, _entries[3] with { Content = "../bin/run" }) },
        { "link become file", Replaced(3, _entries[3] with { Mode = 0 }) },
    };

    private readonly TemporaryFolder _folder = new();
    private readonly TestSigner _signer = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_package_is_intact_as_it_was_signed(bool rsa)
    {
        using TestSigner signer = new(rsa);

        PackageSignature? signature = Read(signer.Sign(_entries), signer);

        Assert.Equal(new PackageSignature { IsIntact = true, ProfileVersionArn = signer.Profile, JobArn = signer.Job, KeyId = signature?.KeyId, Expires = signer.Expires }, signature);
        Assert.Matches("^[0-9a-f]{64}$", signature!.KeyId);
    }

    [Fact]
    public void Without_a_signature_there_is_none() => Assert.Null(Read(ZipForge.Make(_entries), _signer));

    [Fact]
    public void An_unknown_key_is_intact_and_nobodys()
    {
        using TestSigner other = new();

        Assert.Equal(new PackageSignature { IsIntact = true }, Read(other.Sign(_entries), _signer));
    }

    [Fact]
    public void A_key_signs_for_its_own_profile_only()
    {
        using TestSigner first = new() { Profile = "arn:aws:signer:us-east-1:000000000000:/signing-profiles/first/1" };
        CodeSigningOptions options = new();
        first.Configure(options, _folder);
        options.Profiles.Add(new SigningProfileOptions { Arn = "arn:aws:signer:us-east-1:000000000000:/signing-profiles/second/1", Keys = [WriteKey(_signer.PublicKeyPem)] });
        JsonObject claimed = first.Manifest(_entries);
        claimed["profile"] = "arn:aws:signer:us-east-1:000000000000:/signing-profiles/second/1";

        Assert.Equal(new PackageSignature { IsIntact = true }, Read(Signed(TestSigner.Cms(Bytes(claimed), first)), options));
    }

    [Fact]
    public void A_public_key_alone_is_enough()
    {
        CodeSigningOptions options = new();
        options.Profiles.Add(new SigningProfileOptions { Arn = _signer.Profile, Keys = [WriteKey(_signer.PublicKeyPem)] });

        Assert.Equal(_signer.Profile, Read(_signer.Sign(_entries), options)?.ProfileVersionArn);
    }

    public static TheoryData<string> Changes => new(_changes.Keys);

    [Theory]
    [MemberData(nameof(Changes))]
    public void Any_change_breaks_it(string what)
    {
        AssertBroken(ZipForge.Make([.. _changes[what], new ForgedEntry(TestSigner.SignaturePath) { RawContent = _signer.Signature(_entries) }]));
    }

    [Fact]
    public void What_is_no_signature_is_broken()
    {
        using TestSigner second = new();
        byte[] manifest = Bytes(_signer.Manifest(_entries));
        string twice = _signer.Manifest(_entries).ToJsonString().Replace("{\"format\"", "{\"profile\":\"arn:aws:signer:us-east-1:000000000000:/signing-profiles/x/1\",\"format\"", StringComparison.Ordinal);
        JsonObject repeated = _signer.Manifest([.. _entries, _entries[0]]);
        using TestSigner sha1 = new() { DigestOid = "1.3.14.3.2.26" };
        using TestSigner format = new() { Format = "mayfly-signature-2" };
        byte[][] signatures =
        [
            [], "not CMS"u8.ToArray(), manifest, TestSigner.Cms("{}"u8.ToArray(), _signer), TestSigner.Cms("nothing"u8.ToArray(), _signer), _signer.Unsigned(manifest), TestSigner.Cms(manifest, _signer, second),
            TestSigner.Cms(Encoding.UTF8.GetBytes(twice), _signer), TestSigner.Cms(Bytes(repeated), _signer), sha1.Signature(_entries), format.Signature(_entries), _signer.Signature(_entries)[..^1],
        ];

        foreach (byte[] signature in signatures)
        {
            AssertBroken(Signed(signature));
        }
    }

    [Fact]
    public void A_byte_that_is_changed_anywhere_breaks_it_or_changes_nothing_that_is_unpacked()
    {
        SignatureReader reader = Reader(_signer);
        Gen<ForgedEntry> file = Gen.Select(Gen.String[Gen.Char['a', 'e'], 1, 6], Gen.String[0, 40], Gen.Bool, Gen.Bool)
            .Select(static (name, content, deflate, executable) => new ForgedEntry(name, content) { Deflate = deflate, Mode = executable ? Executable : 0 });
        Gen.Select(file.Array[1, 4], Gen.Double.Unit, Gen.Byte[1, 255]).Sample((files, place, mask) =>
        {
            byte[] package = _signer.Sign([.. files.DistinctBy(static one => one.Name)]);
            string honest = Describe(package)!;
            package[(int)(place * (package.Length - 1))] ^= mask;

            return Describe(package) is not { } changed || changed == honest || Read(package, reader) is not { IsIntact: true };
        });
    }

    [Fact]
    public void No_change_of_a_signatures_bytes_passes_for_another_package()
    {
        byte[] honest = _signer.Signature(_entries);
        SignatureReader reader = Reader(_signer);
        Gen.Select(Gen.Int[0, honest.Length - 1], Gen.Byte).Sample((at, value) =>
        {
            byte[] forged = [.. honest];
            forged[at] = value;
            ForgedEntry[] other = Replaced(0, new("index.js", "exports.handler = 2"));

            Assert.False(Read(ZipForge.Make([.. other, new ForgedEntry(TestSigner.SignaturePath) { RawContent = forged }]), reader)?.IsIntact);
        });
    }

    public void Dispose()
    {
        _signer.Dispose();
        _folder.Dispose();
    }

    private static ForgedEntry[] Replaced(int index, ForgedEntry by)
    {
        ForgedEntry[] changed = [.. _entries];
        changed[index] = by;
        return changed;
    }

    /// <summary>All that a package unpacks to but for its signature; null when it is refused.</summary>
    private static string? Describe(byte[] package)
    {
        if (PackageArchive.Read(package, out PackageArchive? archive) is not null || archive!.Verify(CancellationToken.None) is not null)
        {
            return null;
        }

        return string.Join('\n', archive.Entries.Where(static entry => entry.Path != TestSigner.SignaturePath).Select(entry =>
        {
            byte[] content = new byte[entry.Record.UncompressedSize];
            using EntryReader reader = archive.Open(entry);
            for (int length = 0; length < content.Length;)
            {
                length += reader.Read(content.AsSpan(length));
            }

            return $"{entry.Path} {entry.Kind} {entry.Kind == PackageEntryKind.File && entry.Executable} {Convert.ToHexString(content)}";
        }));
    }

    private static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private static byte[] Signed(byte[] signature) => ZipForge.Make([.. _entries, new ForgedEntry(TestSigner.SignaturePath) { RawContent = signature }]);

    private void AssertBroken(byte[] package) => Assert.Equal(new PackageSignature { IsIntact = false }, Read(package, _signer));

    private string WriteKey(string pem)
    {
        string file = _folder.Of($"{Guid.NewGuid()}.pem");
        File.WriteAllText(file, pem);
        return file;
    }

    private SignatureReader Reader(TestSigner known)
    {
        CodeSigningOptions options = new();
        known.Configure(options, _folder);
        return new SignatureReader(new TrustedPublishers(Options.Create(options)));
    }

    private PackageSignature? Read(byte[] package, TestSigner known) => Read(package, Reader(known));

    private static PackageSignature? Read(byte[] package, CodeSigningOptions options) => Read(package, new SignatureReader(new TrustedPublishers(Options.Create(options))));

    private static PackageSignature? Read(byte[] package, SignatureReader reader)
    {
        Assert.Null(PackageArchive.Read(package, out PackageArchive? archive));
        return reader.Read(archive!);
    }
}
