using System.Buffers;
using Mayfly.Core.Extensions;
using Mayfly.Core.Functions;
using Mayfly.Core.Telemetry;

namespace Mayfly.Core.Logs.Lambda;

/// <summary>
/// Composes the lines that Lambda itself writes into a function's log, in the function's format, and leaves out those below its system log level (JSON
/// only). The levels are those of "System log level event mapping" in AWS's developer guide. Each method returns whether it wrote a line.
/// </summary>
internal sealed class PlatformLog(LoggingSettings settings)
{
    private readonly LambdaLogLevel _level = settings.Json ? LambdaLogLevels.Parse(settings.SystemLevel) : LambdaLogLevel.Info;

    /// <summary>An environment starts. In text, only managed runtimes have a version to tell, as on AWS.</summary>
    public bool InitStart(IBufferWriter<byte> output, DateTimeOffset time, PlatformInit init)
    {
        if (!settings.Json)
        {
            if (init.RuntimeVersion is null)
            {
                return false;
            }

            PlatformText.InitStart(output, init);
            return true;
        }

        return Json(init.RuntimeVersion is null ? LambdaLogLevel.Debug : LambdaLogLevel.Info, () => PlatformJson.InitStart(output, time, init));
    }

    /// <summary>The runtime has loaded the function, or failed to. JSON only.</summary>
    public bool InitRuntimeDone(IBufferWriter<byte> output, DateTimeOffset time, PlatformInitReport report) =>
        settings.Json && Json(Detail(report.Status), () => PlatformJson.InitRuntimeDone(output, time, report));

    /// <summary>The Init phase is over. In text, told only when it went wrong.</summary>
    public bool InitReport(IBufferWriter<byte> output, DateTimeOffset time, PlatformInitReport report)
    {
        if (settings.Json)
        {
            return Json(Detail(report.Status), () => PlatformJson.InitReport(output, time, report));
        }

        if (report.Status == PlatformStatus.Success)
        {
            return false;
        }

        PlatformText.InitReport(output, report);
        return true;
    }

    /// <summary>An invocation starts.</summary>
    public bool Start(IBufferWriter<byte> output, DateTimeOffset time, string requestId, string version, PlatformTrace? trace)
    {
        if (settings.Json)
        {
            return Json(LambdaLogLevel.Info, () => PlatformJson.Start(output, time, requestId, version, trace));
        }

        PlatformText.Start(output, requestId, version);
        return true;
    }

    /// <summary>An invocation ran out of time. Text only: in JSON the report's status says it.</summary>
    public bool TimedOut(IBufferWriter<byte> output, DateTimeOffset time, string requestId, TimeSpan timeout)
    {
        if (settings.Json)
        {
            return false;
        }

        PlatformText.TimedOut(output, time, requestId, timeout);
        return true;
    }

    /// <summary>The runtime has answered, or will not: END in text, platform.runtimeDone in JSON.</summary>
    public bool End(IBufferWriter<byte> output, DateTimeOffset time, PlatformReport report)
    {
        if (settings.Json)
        {
            return Json(Detail(report.Status), () => PlatformJson.RuntimeDone(output, time, report));
        }

        PlatformText.End(output, report.RequestId);
        return true;
    }

    /// <summary>An invocation is over.</summary>
    public bool Report(IBufferWriter<byte> output, DateTimeOffset time, PlatformReport report)
    {
        if (settings.Json)
        {
            return Json(report.Status == PlatformStatus.Success ? LambdaLogLevel.Info : LambdaLogLevel.Warn, () => PlatformJson.Report(output, time, report));
        }

        PlatformText.Report(output, report);
        return true;
    }

    /// <summary>How far an extension came in Init.</summary>
    public bool Extension(IBufferWriter<byte> output, DateTimeOffset time, ExtensionReport report)
    {
        if (settings.Json)
        {
            return Json(report.ErrorType is null ? LambdaLogLevel.Info : LambdaLogLevel.Warn, () => PlatformJson.Extension(output, time, report));
        }

        PlatformText.Extension(output, report);
        return true;
    }

    /// <summary>An extension has subscribed to telemetry or logs.</summary>
    public bool Subscribed(IBufferWriter<byte> output, DateTimeOffset time, TelemetrySubscription subscription)
    {
        if (settings.Json)
        {
            return Json(LambdaLogLevel.Info, () => PlatformJson.Subscribed(output, time, subscription));
        }

        PlatformText.Subscribed(output, subscription);
        return true;
    }

    private static LambdaLogLevel Detail(PlatformStatus status) => status == PlatformStatus.Success ? LambdaLogLevel.Debug : LambdaLogLevel.Warn;

    private bool Json(LambdaLogLevel level, Action write)
    {
        if (level < _level)
        {
            return false;
        }

        write();
        return true;
    }
}
