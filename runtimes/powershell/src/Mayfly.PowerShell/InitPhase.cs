using Mayfly.Dotnet;
using Mayfly.Dotnet.Errors;
using Mayfly.Dotnet.Handlers;
using Mayfly.Dotnet.Logging;
using Mayfly.Dotnet.RuntimeApi;
using Mayfly.PowerShell.Handlers;

namespace Mayfly.PowerShell;

/// <summary>The Init phase: prepares the session for one function, runs its script or imports its module, and starts to ask for events.</summary>
internal static class InitPhase
{
    public static void Run(RuntimeApiClient api, LogSink sink, PowerShellSession session)
    {
        FunctionSettings settings = FunctionSettings.Read();
        HeapLimit.Apply(settings.MemoryLimitInMB);

        // As the custom runtime on AWS: text logs are what the script wrote, with nothing before it.
        LogSettings formats = LogSettings.Read();
        LambdaLog log = new(sink, formats.Json ? formats : formats with { Prefixed = false, Minimum = LogLevel.Trace });
        LambdaConsole.Install(log);
        session.Become(settings, log);

        HandlerCall call;
        try
        {
            call = HandlerFactory.Make(settings, session);
        }
        catch (ReportedException error)
        {
            log.WriteFailure(error);
            api.FailInit(ErrorDocument.Of(error));
            Environment.Exit(1);
            return;
        }

        new InvocationLoop(api, log, new Handler(call, null, new LambdaContextFactory { Settings = settings, Log = log })).Run();
    }
}
