using Microsoft.Extensions.Options;

namespace Mayfly.Core.Images;

/// <summary>Registries, by the program skopeo: its ways to authenticate, to verify and to reach them are those that container tools share.</summary>
internal sealed class Registry(IOptions<ImageOptions> options, ImageFolder folder) : IImageSource
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private long _downloads;

    public Task<byte[]> ReadManifestAsync(ImageUri uri, string? reference, CancellationToken cancellationToken)
    {
        if (options.Value.Registries is { Count: > 0 } allowed && !allowed.Contains(uri.Registry, StringComparer.Ordinal))
        {
            throw new ImageException(ImageFault.AccessDenied, $"The registry {uri.Registry} is not among those that this installation allows (Images:Registries).");
        }

        return InspectAsync(uri, reference!, ["--raw"], cancellationToken);
    }

    public async Task<byte[]> ReadConfigurationAsync(ImageUri uri, ImageManifest manifest, CancellationToken cancellationToken)
    {
        byte[] configuration = await InspectAsync(uri, manifest.Digest, ["--config", "--raw"], cancellationToken);
        return ImageDigest.Of(configuration) == manifest.Configuration ? configuration : throw new ImageException(ImageFault.Invalid, "The image's configuration is not what its manifest names.");
    }

    public async Task FetchAsync(ImageUri uri, ImageManifest manifest, Func<Func<string, Stream>, Task> keep, CancellationToken cancellationToken)
    {
        // Where unpacked images are: nothing of an image lies on a disk in the clear, not even on its way.
        string download = Path.Combine(folder.Path, $".download-{Interlocked.Increment(ref _downloads)}");
        try
        {
            string[] copy = ["copy", "--quiet", .. Credentials("--src-authfile"), .. Tls(uri, "--src-tls-verify=false"), Name(uri, manifest.Digest), "dir:" + download];
            await Skopeo.RunAsync(options.Value.Skopeo, uri, copy, Timeout.InfiniteTimeSpan, folder.Path, cancellationToken);
            await keep(digest => File.OpenRead(Path.Combine(download, ImageDigest.Hex(digest))));
        }
        finally
        {
            if (Directory.Exists(download))
            {
                Directory.Delete(download, recursive: true);
            }
        }
    }

    private Task<byte[]> InspectAsync(ImageUri uri, string reference, string[] what, CancellationToken cancellationToken) => Skopeo.RunAsync(
        options.Value.Skopeo, uri, ["inspect", .. what, .. Credentials("--authfile"), .. Tls(uri, "--tls-verify=false"), Name(uri, reference)], _patience, temporaryFolder: null, cancellationToken);

    private static string Name(ImageUri uri, string reference) => $"docker://{uri.Place}{(ImageDigest.IsOne(reference) ? '@' : ':')}{reference}";

    private string[] Credentials(string option) => options.Value.AuthFile is { } file ? [option, file] : [];

    private string[] Tls(ImageUri uri, string option) => options.Value.PlainHttp.Contains(uri.Registry, StringComparer.Ordinal) ? [option] : [];
}
