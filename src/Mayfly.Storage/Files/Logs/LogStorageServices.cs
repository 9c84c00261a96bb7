using Mayfly.Core.Logs;
using Microsoft.Extensions.DependencyInjection;

namespace Mayfly.Storage.Files.Logs;

/// <summary>Registers the storage of logs in local files.</summary>
public static class LogStorageServices
{
    /// <summary>Adds <see cref="ILogEvents"/> and <see cref="ILogCatalog"/> over the folder that <see cref="LogsOptions"/> names.</summary>
    public static IServiceCollection AddLogStorage(this IServiceCollection services) => services
        .AddSingleton<FileLogStore>()
        .AddSingleton<ILogEvents, FileLogEvents>()
        .AddSingleton<ILogCatalog, FileLogCatalog>();
}
