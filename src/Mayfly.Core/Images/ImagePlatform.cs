using Mayfly.Core.Functions;
using Mayfly.Core.Images.Oci;

namespace Mayfly.Core.Images;

/// <summary>Which images this machine can run.</summary>
internal static class ImagePlatform
{
    /// <summary>As images name it.</summary>
    public static string Architecture { get; } = ArchitectureRules.Ours == "arm64" ? "arm64" : "amd64";

    /// <summary>The image of an index that is for this machine.</summary>
    /// <exception cref="ImageException">None is.</exception>
    public static OciDescriptor Choose(IReadOnlyList<OciDescriptor> manifests)
    {
        if (manifests is [{ Platform: null } only])
        {
            return only;
        }

        return manifests.FirstOrDefault(static one => one.Platform is { Os: "linux" } platform && platform.Architecture == Architecture)
            ?? throw Refuse(string.Join(", ", manifests.Where(static one => one.Platform is not null and not { Os: "unknown" }).Select(static one => $"{one.Platform!.Os}/{one.Platform.Architecture}")));
    }

    public static ImageException Refuse(string forWhat) => new(
        ImageFault.OtherArchitecture, $"it is for {forWhat}, and this machine runs linux/{Architecture}. Build it for that (docker build --platform linux/{Architecture})");
}
