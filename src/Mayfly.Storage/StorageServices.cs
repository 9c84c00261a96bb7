using Mayfly.Core.EventQueue;
using Mayfly.Core.Functions;
using Mayfly.Core.Images;
using Mayfly.Core.Layers;
using Mayfly.Core.Packages;
using Mayfly.Storage.Encryption;
using Mayfly.Storage.Files;
using Mayfly.Storage.Sqlite;
using Mayfly.Storage.Sqlite.Queue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Mayfly.Storage;

/// <summary>Wires this room.</summary>
public static class StorageServices
{
    /// <summary>Adds the embedded storage: SQLite for records, encrypted files for packages. Opening it (first use) locks the data folder.</summary>
    /// <exception cref="StorageException">At first use: the folder is locked, damaged or not ours to read. Its message is for the operator.</exception>
    public static IServiceCollection AddStorage(this IServiceCollection services, Action<StorageOptions> configure)
    {
        services.AddOptions<StorageOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
        services.AddSingleton<DataFolder>();
        services.AddSingleton(provider => new EnvelopeCipher(provider.GetRequiredService<DataFolder>().Keys));
        services.AddSingleton<SqliteDatabase>();
        services.AddSingleton<SqliteFunctionRecords>();
        services.AddSingleton<FilePackageStore>();
        services.AddSingleton<FileImageStore>();
        services.AddSingleton<ILayerRecords, SqliteLayerRecords>();
        services.AddSingleton<SqliteEventStore>();
        services.AddSingleton<IEventStore>(provider => provider.GetRequiredService<SqliteEventStore>());
        services.AddSingleton<IFunctionRecords>(provider => provider.GetRequiredService<SqliteFunctionRecords>());
        services.AddSingleton<IPackageStore>(provider => provider.GetRequiredService<FilePackageStore>());
        services.AddSingleton<IImageStore>(provider => provider.GetRequiredService<FileImageStore>());
        services.AddSingleton(provider => new KeyRotation(
            provider.GetRequiredService<DataFolder>().Keys,
            [
                provider.GetRequiredService<SqliteFunctionRecords>(),
                provider.GetRequiredService<FilePackageStore>(),
                provider.GetRequiredService<FileImageStore>(),
                provider.GetRequiredService<SqliteEventStore>(),
            ],
            provider.GetRequiredService<ILogger<KeyRotation>>()));
        return services;
    }
}
