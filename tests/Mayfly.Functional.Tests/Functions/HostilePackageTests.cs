using System.IO.Compression;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Functions;

/// <summary>Archives that would harm are refused at CreateFunction: no function is made of them and nothing is written outside.</summary>
public sealed class HostilePackageTests(SharedServer shared)
{
    public static TheoryData<string> Kinds => ["escape", "absolute", "link", "truncated", "bomb", "empty"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task It_is_refused_and_makes_nothing(string kind)
    {
        string name = FunctionCalls.NewName();
        FunctionSource source = new(InstalledRuntimes.Node, "index.handler", Make(kind));

        AwsCallException refused = await shared.Server.Sdk().RefusedAsync("CreateFunction", FunctionCalls.Creation(name, source));

        Assert.Equal(("InvalidParameterValueException", 400), (refused.Code, refused.Status));
        Assert.NotEmpty(refused.ServiceMessage);
        if (kind == "bomb")
        {
            Assert.Equal("Unzipped size must be smaller than 262144000 bytes", refused.ServiceMessage);
        }

        Assert.Equal(404, (await shared.Server.Raw().SendAsync(HttpMethod.Get, $"/2015-03-31/functions/{name}")).Status);
        Assert.False(File.Exists("/tmp/mayfly-escaped"));
    }

    private static byte[] Make(string kind) => kind switch
    {
        "escape" => Archive.Of(("index.js", "exports.handler = async () => 1;"), ("../../../../../../../../tmp/mayfly-escaped", "out")),
        "absolute" => Archive.Of(("index.js", "exports.handler = async () => 1;"), ("/tmp/mayfly-escaped", "out")),
        "link" => WithLink("outside", "/etc/passwd"),
        "truncated" => Archive.Of(("index.js", "exports.handler = async () => 1;"))[..^30],
        "bomb" => Archive.Of(("zeros", new byte[262_144_001])),
        _ => [],
    };

    private static byte[] WithLink(string path, string target)
    {
        const int symbolicLink = 0xA1FF << 16;
        using MemoryStream archive = new();
        using (ZipArchive zip = new(archive, ZipArchiveMode.Create))
        {
            ZipArchiveEntry entry = zip.CreateEntry(path);
            entry.ExternalAttributes = symbolicLink;
            using StreamWriter writer = new(entry.Open());
            writer.Write(target);
        }

        return archive.ToArray();
    }
}
