using System.Net;
using Mayfly.Core.Sockets;
using Mayfly.Sandbox;
using Mayfly.Server.Arguments;
using Mayfly.Server.Http;
using Mayfly.Storage;
using Microsoft.Extensions.Options;

namespace Mayfly.Server;

/// <summary>Puts the rooms together, starts them in their order, serves until told to stop, and takes them down in reverse.</summary>
internal static class MayflyServer
{
    /// <returns>The process's exit status: 0 after a clean stop, 1 when it could not start.</returns>
    public static async Task<int> RunAsync(ServerArguments arguments)
    {
        if (!IPAddress.IsLoopback(arguments.Listen.Address) && !arguments.Insecure)
        {
            return Refuse($"Requests are not authenticated yet, so listening on {arguments.Listen} would let anybody who reaches this machine run code on it. "
                + "Listen on 127.0.0.1, or add --insecure if something else guards this port.");
        }

        try
        {
            return await ServeAsync(arguments);
        }
        catch (Exception failure) when (failure is OptionsValidationException or SandboxLaunchException or StorageException or IOException or UnauthorizedAccessException)
        {
            return Refuse(failure.Message);
        }
    }

    private static async Task<int> ServeAsync(ServerArguments arguments)
    {
        // Left to itself, the builder watches every folder below the one that it was started in for changed settings, the data folder with them.
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        ServerConfiguration.Apply(builder, arguments);
        RuntimeDirectory directory = RuntimeDirectory.For(arguments.DataDirectory);
        builder.Services.AddMayfly(builder.Configuration, arguments, directory);
        try
        {
            return await ServeAsync(builder, arguments);
        }
        finally
        {
            directory.RemoveIfEmpty();
        }
    }

    private static async Task<int> ServeAsync(WebApplicationBuilder builder, ServerArguments arguments)
    {
        await using WebApplication app = builder.Build();
        IServiceProvider services = app.Services;
        app.MapHealth();
        app.Run(services.GetRequiredService<FrontDoor>().HandleAsync);

        int functions = await ServerStart.RunAsync(services);
        await app.StartAsync();
        Banner.Print(services.GetRequiredService<ISandboxHost>().Report, arguments, app.Urls.First(), functions);
        await app.WaitForShutdownAsync();

        // Taking everything down waits for threads, and must not do so on one that the last connection's end came on.
        await SocketThread.Leave();
        return 0;
    }

    private static int Refuse(string why)
    {
        Console.Error.WriteLine($"mayfly: {why}");
        return 1;
    }
}
