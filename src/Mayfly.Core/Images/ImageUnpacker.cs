using System.IO.Compression;
using Mayfly.Core.Packages;
using Mayfly.Sandbox.RootFolders;
using Microsoft.Extensions.Logging;

namespace Mayfly.Core.Images;

/// <summary>Unpacks images of the store: all layers over each other, and where a sandbox's own files are mounted, something to mount them on.</summary>
internal sealed partial class ImageUnpacker(IImageStore store, ILogger<ImageUnpacker> logger) : IExtraction
{
    /// <summary>AWS's, for all layers together, uncompressed: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html</summary>
    public const long LargestImage = 10L << 30;

    /// <summary>What paths may be of the limit, 256 MiB of AWS's: ten times that of the largest real images.</summary>
    private const int PathShare = 40;

    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Passable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public string Content => "the image";

    public string Setting => "Images:DiskBytes";

    /// <summary>Smaller in tests.</summary>
    internal long Limit { get; init; } = LargestImage;

    /// <param name="id">The image's digest, without its algorithm: it is a folder's name.</param>
    /// <param name="folder">To be made.</param>
    /// <param name="claim">Sets room aside.</param>
    public async Task ExtractAsync(string id, string folder, Action<long> claim)
    {
        StoredImage image = await store.ReadAsync(ImageDigest.Of(id), CancellationToken.None);
        ImageManifest manifest = ImageManifest.Read(image.Manifest);
        ImageConfiguration configuration = await ReadConfigurationAsync(manifest);
        Directory.CreateDirectory(folder);
        File.SetUnixFileMode(folder, Passable);
        long size = 0;
        try
        {
            using RootFolderWriter root = new(folder);
            LayerUnpacker unpacker = new(root, claim, Limit / PathShare);
            foreach ((ImageLayer layer, string diffId) in manifest.Layers.Zip(configuration.DiffIds))
            {
                using Stream blob = store.OpenBlob(layer.Digest);
                using Stream archive = layer.IsZipped ? new GZipStream(blob, CompressionMode.Decompress) : blob;
                using LayerStream content = new(archive, count => size = Add(size, count));
                unpacker.Unpack(content);
                if (content.Finish() != diffId)
                {
                    throw new ImageException(ImageFault.Invalid, $"The layer {layer.Digest} is not, uncompressed, what the image's configuration says.");
                }
            }

            MakeMountPoints(root);
        }
        catch (Exception broken) when (broken is InvalidDataException or UnwritablePathException)
        {
            throw new ImageException(ImageFault.Invalid, broken.Message, broken);
        }

        Log.Unpacked(logger, image.Digest, manifest.Layers.Count, size);
    }

    public async Task<ImageConfiguration> ReadConfigurationAsync(string digest)
    {
        StoredImage image = await store.ReadAsync(digest, CancellationToken.None);
        return await ReadConfigurationAsync(ImageManifest.Read(image.Manifest));
    }

    public void Delete(string folder)
    {
        using RootFolderWriter parent = new(Path.GetDirectoryName(folder)!);
        parent.Remove(System.Text.Encoding.UTF8.GetBytes(Path.GetFileName(folder)));
    }

    private long Add(long size, int more) => size + more <= Limit
        ? size + more
        : throw new ImageException(ImageFault.Invalid, $"The image is larger, uncompressed, than {Limit} bytes.");

    /// <summary>See <see cref="Sandbox.SandboxSpec.Root"/>. A link that the image has there would lead elsewhere.</summary>
    private static void MakeMountPoints(RootFolderWriter root)
    {
        root.WriteFolder("proc"u8, Passable);
        root.WriteFolder("dev"u8, Passable);
        root.WriteFolder("tmp"u8, Passable);
        root.WriteFolder("etc"u8, Passable);
        root.WriteFile("etc/hosts"u8, Readable).Dispose();
        root.WriteFile("etc/resolv.conf"u8, Readable).Dispose();
    }

    private async Task<ImageConfiguration> ReadConfigurationAsync(ImageManifest manifest)
    {
        await using Stream stream = store.OpenBlob(manifest.Configuration);
        byte[] document = new byte[Math.Min(stream.Length, Oci.OciJson.LargestDocument)];
        await stream.ReadExactlyAsync(document);
        return ImageConfiguration.Read(document);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2611, Level = LogLevel.Information, Message = "The image {Digest} was unpacked: {Layers} layers, {Bytes} bytes")]
        public static partial void Unpacked(ILogger logger, string digest, int layers, long bytes);
    }
}
