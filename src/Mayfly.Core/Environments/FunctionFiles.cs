using Mayfly.Core.Functions;
using Mayfly.Core.Images;
using Mayfly.Core.Packages;
using Mayfly.Sandbox;

namespace Mayfly.Core.Environments;

/// <summary>The files of the customer's that an environment shows: code and layers, or an image. Pinned until disposed.</summary>
internal sealed class FunctionFiles : IDisposable
{
    private readonly CodeLease? _task;
    private readonly CodeLease? _layers;

    public FunctionFiles(CodeLease task, CodeLease? layers)
    {
        _task = task;
        _layers = layers;
        Mounts = layers is null
            ? [new SandboxMount(task.Directory, "/var/task")]
            : [new SandboxMount(task.Directory, "/var/task"), new SandboxMount(layers.Directory, "/opt")];
    }

    private FunctionFiles(ImageLease image)
    {
        Image = image;
        Mounts = [];
    }

    /// <summary>The host's folder that is shown at /var/task; empty for an image.</summary>
    public string TaskFolder => _task?.Directory ?? "";

    /// <summary>The one that is shown at /opt; null when the function has no layers.</summary>
    public string? LayersFolder => _layers?.Directory;

    /// <summary>Whose files are all that there is; null for a function of code and layers.</summary>
    public ImageLease? Image { get; }

    public IReadOnlyList<SandboxMount> Mounts { get; }

    public static async ValueTask<FunctionFiles> AcquireAsync(ICodeCache code, ILayerFolders layers, IImageFolders images, FunctionVersion version)
    {
        if (version.Image is { } image)
        {
            return new FunctionFiles(await images.AcquireAsync(image));
        }

        CodeLease task = version.HotFolder is { } live
            ? new CodeLease(live, static () => { })
            : await code.AcquireAsync(version.PackageId, CancellationToken.None);
        try
        {
            return new FunctionFiles(
                task,
                version.Layers.Count == 0 ? null : await layers.AcquireAsync([.. version.Layers.Select(static layer => layer.Package.Id)], CancellationToken.None));
        }
        catch
        {
            task.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Image?.Dispose();
        _layers?.Dispose();
        _task?.Dispose();
    }
}
