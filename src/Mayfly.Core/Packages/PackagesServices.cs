using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Packages;

/// <summary>Wires this room.</summary>
public static class PackagesServices
{
    /// <summary>Adds the taking in, extracting and handing out of packages. Needs an <see cref="IPackageStore"/>.</summary>
    public static IServiceCollection AddPackages(this IServiceCollection services, Action<CodeCacheOptions> configure, Action<S3SourceOptions>? configureS3 = null)
    {
        services.AddOptions<CodeCacheOptions>().Configure(configure).ValidateOnStart();
        services.AddOptions<S3SourceOptions>().Configure(configureS3 ?? (_ => { })).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CodeCacheOptions>, CodeCacheOptionsValidator>();
        services.AddSingleton<IValidateOptions<S3SourceOptions>, S3SourceOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<CodeFolder>();
        services.AddSingleton<CodeCache>();
        services.AddSingleton<ICodeCache>(provider => provider.GetRequiredService<CodeCache>());
        services.AddSingleton<ILayerFolders, MergedLayers>();
        services.AddSingleton<PackageReferences>();
        services.AddSingleton<S3PackageSource>();
        services.AddSingleton<PackageIntake>();
        services.AddSingleton<PackageLinks>();
        services.AddSingleton(provider => new PackageDownload(provider.GetRequiredService<PackageLinks>(), provider.GetRequiredService<IPackageStore>()));
        return services;
    }
}
