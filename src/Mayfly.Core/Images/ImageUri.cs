using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Mayfly.Core.Images;

/// <summary>
/// Where an image is to be had: "HOST[:PORT]/REPOSITORY", or "oci:/PATH" for a folder of this machine in the OCI image layout; then ":TAG", "@sha256:…", or nothing.
/// </summary>
/// <param name="Place">The registry's repository, or the folder.</param>
/// <param name="IsFolder">Which of the two.</param>
/// <param name="Tag">Null where there is a digest.</param>
/// <param name="Digest">Null where there is none.</param>
internal sealed partial record ImageUri(string Place, bool IsFolder, string? Tag, string? Digest)
{
    private const string FolderScheme = "oci:";
    private const string UsualTag = "latest";

    /// <summary>Of a registry: "localhost:5000".</summary>
    public string Registry => Place[..Place.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>The URI with whatever tag it had replaced by a digest.</summary>
    public string At(string digest) => $"{(IsFolder ? FolderScheme : "")}{Place}@{digest}";

    /// <summary>What is asked for: the digest, else the tag, else the tag that is meant where a registry is asked for none. Null for a folder's only image.</summary>
    public string? Reference => Digest ?? Tag ?? (IsFolder ? null : UsualTag);

    public static bool TryParse(string text, [NotNullWhen(true)] out ImageUri? uri)
    {
        uri = text.StartsWith(FolderScheme, StringComparison.Ordinal) ? ParseFolder(text[FolderScheme.Length..]) : ParseName(text);
        return uri is not null;
    }

    private static ImageUri? ParseFolder(string text)
    {
        int at = text.LastIndexOf('@');
        if (at >= 0 && ImageDigest.IsOne(text[(at + 1)..]))
        {
            return Folder(text[..at], tag: null, text[(at + 1)..]);
        }

        int colon = text.LastIndexOf(':');
        return colon > text.LastIndexOf('/') ? Folder(text[..colon], text[(colon + 1)..], digest: null) : Folder(text, tag: null, digest: null);
    }

    private static ImageUri? Folder(string path, string? tag, string? digest) =>
        Path.IsPathRooted(path) && !path.Contains('\0', StringComparison.Ordinal) && (tag is null || TagPattern().IsMatch(tag))
            ? new ImageUri(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), IsFolder: true, tag, digest)
            : null;

    /// <summary>A registry must be named: what a bare "ubuntu" means differs from tool to tool.</summary>
    private static ImageUri? ParseName(string text)
    {
        Match match = NamePattern().Match(text);
        if (!match.Success)
        {
            return null;
        }

        string registry = match.Groups["registry"].Value;
        string? tag = match.Groups["tag"] is { Success: true, Value: var found } ? found : null;
        string? digest = match.Groups["digest"] is { Success: true, Value: var pinned } ? pinned : null;
        return registry == "localhost" || registry.AsSpan().ContainsAny('.', ':')
            ? new ImageUri($"{registry}/{match.Groups["repository"].Value}", IsFolder: false, digest is null ? tag : null, digest)
            : null;
    }

    // https://github.com/distribution/reference: the grammar that registries share
    [GeneratedRegex(@"\A(?<registry>[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?|\[[0-9a-fA-F:]+\](:[0-9]{1,5})?)/(?<repository>[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*)(:(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(@(?<digest>sha256:[0-9a-f]{64}))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.+-]{0,127}\z")]
    private static partial Regex TagPattern();
}
