using Mayfly.Core.Packages;

namespace Mayfly.Core.Images;

/// <summary>A pinned folder with an image's files, and how the image wants to be run.</summary>
internal sealed class ImageLease(CodeLease folder, ImageConfiguration configuration) : IDisposable
{
    public string Directory => folder.Directory;

    public ImageConfiguration Configuration { get; } = configuration;

    public void Dispose() => folder.Dispose();
}
