using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Images;

/// <summary>Wires this room.</summary>
public static class ImagesServices
{
    /// <summary>Adds container images: where they come from, and their unpacking. Needs an <see cref="IImageStore"/> and an ISandboxHost.</summary>
    public static IServiceCollection AddImages(this IServiceCollection services, Action<ImageOptions> configure)
    {
        services.AddOptions<ImageOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ImageOptions>, ImageOptionsValidator>();
        services.AddSingleton<ImageFolder>();
        services.AddSingleton<OciLayout>();
        services.AddSingleton<Registry>();
        services.AddSingleton<ImageSources>();
        services.AddSingleton<ImageFetcher>();
        services.AddSingleton<ImageUnpacker>();
        services.AddSingleton<IImageFolders, ImageFolders>();
        services.AddSingleton<ImageIntake>();
        return services;
    }
}
