using Mayfly.Core.Packages;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Mayfly.Core.Tests.Packages;

public sealed class PackageLinksTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(60));
    private readonly MemoryPackageStore _store = new();

    [Fact]
    public async Task A_link_fetches_its_package_for_ten_minutes()
    {
        PackageLinks links = new(_time);
        byte[] zip = ZipForge.Make(new ForgedEntry("a", "x"));
        string link = links.Create(await _store.PutAsync(zip, TestContext.Current.CancellationToken));

        (int status, byte[] body) = await GetAsync(links, link);
        Assert.Equal(200, status);
        Assert.Equal(zip, body);

        _time.Advance(PackageLinks.Lifetime + TimeSpan.FromSeconds(1));
        Assert.Equal(403, (await GetAsync(links, link)).Status);
    }

    [Fact]
    public async Task A_link_to_a_deleted_package_says_so()
    {
        PackageLinks links = new(_time);
        Assert.Equal(404, (await GetAsync(links, links.Create(new string('a', 64)))).Status);
    }

    [Fact]
    public async Task No_character_of_a_link_can_be_changed()
    {
        PackageLinks links = new(_time);
        string link = links.Create(await _store.PutAsync("zip"u8.ToArray(), TestContext.Current.CancellationToken));
        for (int at = PackageLinks.PathPrefix.Length; at < link.Length; at++)
        {
            string forged = $"{link[..at]}{(link[at] == 'A' ? 'B' : 'A')}{link[(at + 1)..]}";
            Assert.Equal(403, (await GetAsync(links, forged)).Status);
        }

        Assert.Equal(403, (await GetAsync(links, PackageLinks.PathPrefix)).Status);
        Assert.Equal(403, (await GetAsync(links, link + "A")).Status);
        Assert.Equal(403, (await GetAsync(new PackageLinks(_time), link)).Status);
    }

    private async Task<(int Status, byte[] Body)> GetAsync(PackageLinks links, string path)
    {
        DefaultHttpContext context = new();
        using MemoryStream body = new();
        context.Request.Path = path;
        context.Response.Body = body;
        await new PackageDownload(links, _store).HandleAsync(context);
        return (context.Response.StatusCode, body.ToArray());
    }
}
