using Mayfly.Server.Arguments;

namespace Mayfly.Server;

/// <summary>Where settings come from, later ones winning: defaults, the --config file, MAYFLY_ environment variables, the command line.</summary>
internal static class ServerConfiguration
{
    /// <summary>
    /// Lets the threads that wait for sockets do what their bytes ask for. Read once by .NET, before the first socket. A warm invocation then passes from
    /// client to sandbox and back without a change of threads in this process; everything that takes longer leaves for the thread pool by itself.
    /// </summary>
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    public static void Apply(WebApplicationBuilder builder, ServerArguments arguments)
    {
        if (Environment.GetEnvironmentVariable(InlineCompletions) is null)
        {
            Environment.SetEnvironmentVariable(InlineCompletions, "1");
        }

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
        builder.Logging.AddFilter("Polly", LogLevel.Warning); // Orleans places its grains with it, and it tells of each
        builder.Logging.AddFilter("Orleans", LogLevel.Warning);
        builder.Logging.AddFilter("Mayfly.Cluster", LogLevel.Warning);

        // Two warnings at every start: one asks for server garbage collection, which costs a small machine more than it gives; the other takes the machine's uptime for a delay.
        builder.Logging.AddFilter("Orleans.Runtime.Silo", LogLevel.Error);
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(arguments.Listen);

            // AWS takes no more than 70,167,211 bytes, and each endpoint has limits of its own. What is larger is still received, unread, because a client that is
            // cut off while it sends does not see the answer.
            kestrel.Limits.MaxRequestBodySize = 512 * 1024 * 1024;
            kestrel.Limits.MinRequestBodyDataRate = null;
        });

        // Requests are served on the thread that their bytes came on: it is a thread of the pool, and each hop to another costs more than most of what is done here.
        builder.WebHost.UseSockets(sockets => (sockets.NoDelay, sockets.UnsafePreferInlineScheduling) = (true, true));
    }
}
