using Mayfly.Core.Runtimes;

namespace Mayfly.Core.Images;

/// <summary>An image in the place of a runtime: it brings all that a runtime pack would, and its variables.</summary>
internal static class ImageRuntime
{
    public static RuntimeInstallation Of(ImageConfiguration image) => new()
    {
        Runtime = "",
        Pack = "image",
        Description = null,
        Command = [],
        Mounts = [],
        Environment = image.Environment,
        Entrypoint = EntrypointKind.Image,
        SupportsStems = false,
    };
}
