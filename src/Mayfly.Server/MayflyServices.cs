using System.Net;
using Mayfly.Core.Aws;
using Mayfly.Core.Environments;
using Mayfly.Core.EventQueue;
using Mayfly.Core.Functions;
using Mayfly.Core.Images;
using Mayfly.Core.Logs;
using Mayfly.Core.Packages;
using Mayfly.Core.Runtimes;
using Mayfly.Sandbox;
using Mayfly.Server.Arguments;
using Mayfly.Server.Http;
using Mayfly.Storage;
using Mayfly.Storage.Files.Logs;

namespace Mayfly.Server;

/// <summary>All rooms, in the order in which they stand on each other. Each binds its settings from the section of its own name.</summary>
internal static class MayflyServices
{
    public static IServiceCollection AddMayfly(this IServiceCollection services, IConfiguration settings, ServerArguments arguments, RuntimeDirectory directory)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddStorage(storage =>
        {
            settings.Bind("Storage", storage);
            storage.DataDirectory = arguments.DataDirectory;
        });
        services.AddSingleton(provider => StartSandboxes(provider, arguments, directory));
        services.AddSingleton<IRuntimeRegistry>(_ => DiscoverRuntimes(settings, arguments));
        services.AddPackages(
            code =>
            {
                settings.Bind("Packages", code);
                code.RuntimeDirectory = directory.Path;
                code.Instance = directory.Instance;
            },
            s3 => settings.Bind("S3", s3));
        services.AddImages(images =>
        {
            images.Folder = Path.Combine(arguments.DataDirectory, "images");
            settings.Bind("Images", images);
            images.RuntimeDirectory = directory.Path;

            // As with folders of code.
            images.LocalLayouts ??= IPAddress.IsLoopback(arguments.Listen.Address);
        });
        services.AddFunctions(functions =>
        {
            settings.Bind("Functions", functions);

            // A folder of the host is for those who are on the host.
            functions.HotReload ??= IPAddress.IsLoopback(arguments.Listen.Address);
        });
        services.AddLogStorage();
        services.AddLogs(logs =>
        {
            logs.Folder = Path.Combine(arguments.DataDirectory, "logs");
            settings.Bind("Logs", logs);
        });
        services.AddInvocation(environments => settings.Bind("Environments", environments), invocation => settings.Bind("Invocation", invocation), streaming => settings.Bind("Streaming", streaming));
        services.AddEventQueue();
        services.AddSingleton<LambdaEndpoint>();
        services.AddSingleton<RuntimesEndpoint>();
        services.AddSingleton<FrontDoor>();
        return services;
    }

    private static RuntimeRegistry DiscoverRuntimes(IConfiguration settings, ServerArguments arguments)
    {
        RuntimeOptions options = settings.GetSection("Runtimes").Get<RuntimeOptions>() ?? new RuntimeOptions();

        // As with the sandboxes: the container cannot wait, and nothing is served yet.
        return RuntimeRegistry.DiscoverAsync(
            options with
            {
                CacheFile = options.CacheFile ?? Path.Combine(arguments.DataDirectory, "interpreters.json"),
                ArchivesFolder = options.ArchivesFolder ?? Path.Combine(arguments.DataDirectory, "boot-archives"),
            },
            CancellationToken.None).GetAwaiter().GetResult();
    }

    private static ISandboxHost StartSandboxes(IServiceProvider services, ServerArguments arguments, RuntimeDirectory directory)
    {
        SandboxHostOptions options = new() { RuntimeDirectory = directory.Path, Instance = directory.Instance, Network = arguments.Network, CpuBurst = arguments.CpuBurst };

        // The container cannot wait; this happens once, before anything is served.
        return SandboxHosts.StartAsync(arguments.Sandbox, options, services.GetRequiredService<ILoggerFactory>(), CancellationToken.None).GetAwaiter().GetResult();
    }
}
