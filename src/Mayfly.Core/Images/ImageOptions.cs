namespace Mayfly.Core.Images;

/// <summary>Where container images may come from, and how they are kept: the configuration section "Images".</summary>
public sealed class ImageOptions
{
    /// <summary>Whether images may be folders of this machine ("oci:/PATH"); null where nobody has decided, which counts as no.</summary>
    public bool? LocalLayouts { get; set; }

    /// <summary>The registries that may be named, as "HOST" or "HOST:PORT"; none for any.</summary>
    public IReadOnlyList<string> Registries { get; set; } = [];

    /// <summary>The registries that are spoken to without TLS, or with a certificate that nobody checks.</summary>
    public IReadOnlyList<string> PlainHttp { get; set; } = [];

    /// <summary>A file with registries' credentials, as "skopeo login" or "docker login" writes it; null for where those programs keep it.</summary>
    public string? AuthFile { get; set; }

    /// <summary>The program that reads from registries; null for skopeo where systems have it. Looked for when it is needed.</summary>
    public string? Skopeo { get; set; }

    /// <summary>The most that unpacked images take, bytes; null for 64 GiB or half of what is free, whichever is less.</summary>
    public long? DiskBytes { get; set; }

    /// <summary>A folder on the disk that bears unpacked images, encrypted by a key that ends with the server.</summary>
    public string Folder { get; set; } = "/var/tmp";

    /// <summary>The server's folder for what lives only as long as it does; unpacked images are mounted at "images" below it.</summary>
    public string RuntimeDirectory { get; set; } = "/run/mayfly";
}
