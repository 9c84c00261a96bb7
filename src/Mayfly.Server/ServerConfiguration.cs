using Mayfly.Server.Arguments;

namespace Mayfly.Server;

/// <summary>Where settings come from, later ones winning: defaults, the --config file, MAYFLY_ environment variables, the command line.</summary>
internal static class ServerConfiguration
{
    public static void Apply(WebApplicationBuilder builder, ServerArguments arguments)
    {
        builder.Configuration.Sources.Clear();
        if (arguments.ConfigurationFile is string file)
        {
            builder.Configuration.AddJsonFile(Path.GetFullPath(file), optional: false, reloadOnChange: false);
        }

        builder.Configuration.AddEnvironmentVariables("MAYFLY_");
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.UseUtcTimestamp = true;
        });
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(arguments.Listen);

            // CreateFunction's inline package is the largest request that AWS takes: 70,167,211 bytes. One more tells "too large" from "cut off".
            kestrel.Limits.MaxRequestBodySize = 70_167_212;
            kestrel.Limits.MinRequestBodyDataRate = null;
        });

        // Requests are served on the thread that their bytes came on: it is a thread of the pool, and each hop to another costs more than most of what is done here.
        builder.WebHost.UseSockets(sockets => (sockets.NoDelay, sockets.UnsafePreferInlineScheduling) = (true, true));
    }
}
