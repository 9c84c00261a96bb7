using System.Globalization;
using Mayfly.Dotnet.Errors;
using Mayfly.Dotnet.Handlers;
using Mayfly.Dotnet.Logging;
using Mayfly.Dotnet.RuntimeApi;

namespace Mayfly.Dotnet;

/// <summary>The Init phase: prepares the process for one function, loads the handler, and starts to ask for events.</summary>
internal static class InitPhase
{
    public static void Run(RuntimeApiClient api, LogSink sink)
    {
        FunctionSettings settings = FunctionSettings.Read();
        HeapLimit.Apply(settings.MemoryLimitInMB);
        ApplyCulture();

        LambdaLog log = new(sink, LogSettings.Read());
        LambdaConsole.Install(log);
        Handler handler;
        try
        {
            handler = HandlerLoader.Load(settings, log);
        }
        catch (Exception error) when (error is not ConnectionLostException)
        {
            Fail(api, log, error);
            return;
        }

        new InvocationLoop(api, log, handler).Run();
    }

    private static void Fail(RuntimeApiClient api, LambdaLog log, Exception error)
    {
        log.WriteFailure(error);
        api.FailInit(ErrorDocument.Of(error));
        Environment.Exit(1);
    }

    /// <summary>AWS's functions run in en_US.UTF-8. Where this machine's C library lacks that locale, .NET's own data still has the culture.</summary>
    private static void ApplyCulture()
    {
        if (Environment.GetEnvironmentVariable("LC_ALL") is null && Environment.GetEnvironmentVariable("LANG") is null or "C.UTF-8" && !IsInvariant())
        {
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");
            CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture;
        }
    }

    private static bool IsInvariant()
        => (AppContext.TryGetSwitch("System.Globalization.Invariant", out bool invariant) && invariant)
            || Environment.GetEnvironmentVariable("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT") is "1" or "true";
}
