using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Mayfly.Functional.Tests.Packages;

/// <summary>A folder in the OCI image layout, written as builders do: https://github.com/opencontainers/image-spec/blob/main/image-layout.md</summary>
internal sealed class ImageLayout : IDisposable
{
    private const string ManifestKind = "application/vnd.oci.image.manifest.v1+json";
    private const string IndexKind = "application/vnd.oci.image.index.v1+json";
    private const string ConfigurationKind = "application/vnd.oci.image.config.v1+json";
    private const string NameAnnotation = "org.opencontainers.image.ref.name";
    private const string LayerKind = "application/vnd.oci.image.layer.v1.tar+gzip";

    public ImageLayout()
    {
        Folder = Directory.CreateTempSubdirectory("mayfly-layout-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, "blobs", "sha256"));
        File.WriteAllText(Path.Combine(Folder, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""");
        WriteIndex([]);
    }

    /// <summary>As images name this machine's.</summary>
    public static string Architecture { get; } = RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "amd64";

    public static string OtherArchitecture => Architecture == "arm64" ? "amd64" : "arm64";

    public string Folder { get; }

    public string Uri(string tag) => $"oci:{Folder}:{tag}";

    /// <summary>Adds an image of these layers; answers its digest.</summary>
    /// <param name="tag">Moved to it.</param>
    /// <param name="execution">The configuration's part that says how to run it: Entrypoint, Cmd, Env, WorkingDir.</param>
    /// <param name="layers">From the lowest up.</param>
    public string Add(string tag, JsonObject execution, params LayerEntry[][] layers) => Tag(tag, AddImage(execution, [.. layers.Select(layer => LayerEntry.Archive(layer))]));

    /// <summary>As <see cref="Add"/>, of archives.</summary>
    public string AddArchives(string tag, JsonObject execution, params byte[][] layers) => Tag(tag, AddImage(execution, layers));

    /// <summary>Adds an image without a tag and answers what names it.</summary>
    public JsonObject AddImage(JsonObject execution, byte[][] layers, string? architecture = null, string layerKind = LayerKind)
    {
        JsonArray described = [], digests = [];
        foreach (byte[] layer in layers)
        {
            using MemoryStream zipped = new();
            using (GZipStream zip = new(zipped, CompressionLevel.Fastest, leaveOpen: true))
            {
                zip.Write(layer);
            }

            described.Add(Write(layerKind, zipped.ToArray()));
            digests.Add(Digest(layer));
        }

        architecture ??= Architecture;
        JsonObject configuration = new()
        {
            ["architecture"] = architecture,
            ["os"] = "linux",
            ["config"] = execution.DeepClone(),
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = digests },
        };
        JsonObject manifest = new()
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = ManifestKind,
            ["config"] = Write(ConfigurationKind, Bytes(configuration)),
            ["layers"] = described,
        };
        JsonObject image = Write(ManifestKind, Bytes(manifest));
        image["platform"] = new JsonObject { ["architecture"] = architecture, ["os"] = "linux" };
        return image;
    }

    /// <summary>Adds an index of images, as builders for several platforms do; answers its digest.</summary>
    public string AddIndex(string tag, params JsonObject[] images) => Tag(tag, Write(IndexKind, Bytes(new JsonObject
    {
        ["schemaVersion"] = 2,
        ["mediaType"] = IndexKind,
        ["manifests"] = new JsonArray([.. images.Select(image => image.DeepClone())]),
    })));

    /// <summary>Gives something a tag, in place of what had it; answers its digest.</summary>
    public string Tag(string tag, JsonObject described)
    {
        JsonObject index = JsonNode.Parse(File.ReadAllText(IndexFile))!.AsObject();
        JsonObject named = described.DeepClone().AsObject();
        named["annotations"] = new JsonObject { [NameAnnotation] = tag };
        WriteIndex([.. index["manifests"]!.AsArray().Select(one => one!.DeepClone().AsObject()).Where(one => (string?)one["annotations"]?[NameAnnotation] != tag), named]);
        return (string)described["digest"]!;
    }

    /// <summary>The document that a tag or a digest leads to, and its kind; null when there is none.</summary>
    public (string Digest, string Kind)? Find(string reference)
    {
        string? digest = reference.StartsWith("sha256:", StringComparison.Ordinal)
            ? reference
            : (string?)JsonNode.Parse(File.ReadAllText(IndexFile))!["manifests"]!.AsArray().FirstOrDefault(one => (string?)one!["annotations"]![NameAnnotation] == reference)?["digest"];
        return digest is not null && File.Exists(BlobFile(digest)) ? (digest, (string)JsonNode.Parse(File.ReadAllText(BlobFile(digest)))!["mediaType"]!) : null;
    }

    public string BlobFile(string digest) => Path.Combine(Folder, "blobs", "sha256", digest["sha256:".Length..]);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string IndexFile => Path.Combine(Folder, "index.json");

    private void WriteIndex(JsonObject[] images) =>
        File.WriteAllText(IndexFile, new JsonObject { ["schemaVersion"] = 2, ["manifests"] = new JsonArray([.. images]) }.ToJsonString());

    private JsonObject Write(string kind, byte[] content)
    {
        string digest = Digest(content);
        File.WriteAllBytes(BlobFile(digest), content);
        return new JsonObject { ["mediaType"] = kind, ["digest"] = digest, ["size"] = content.Length };
    }

    private static byte[] Bytes(JsonObject document) => Encoding.UTF8.GetBytes(document.ToJsonString());

    private static string Digest(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";
}
