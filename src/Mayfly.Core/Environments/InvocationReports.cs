using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;
using Mayfly.Core.Logs.Lambda;
using Mayfly.Core.RuntimeApi;

namespace Mayfly.Core.Environments;

/// <summary>Says in the words of Lambda's own log lines how an Init phase or an invocation ended.</summary>
internal static class InvocationReports
{
    public static PlatformInitReport Describe(TimeSpan duration, string phase, in InitResult init)
    {
        (PlatformStatus status, string? errorType) = init.Kind switch
        {
            InitResultKind.Ready => (PlatformStatus.Success, null),
            InitResultKind.TimedOut => (PlatformStatus.Timeout, null),
            InitResultKind.Error => (PlatformStatus.Error, init.ErrorType ?? "Runtime.Unknown"),
            InitResultKind.ExtensionFailed => (PlatformStatus.Error, init.Fault!.ErrorType),
            _ => (PlatformStatus.Error, init.ErrorType ?? "Runtime.ExitError"),
        };
        return new PlatformInitReport(duration, phase, status, errorType);
    }

    public static PlatformReport Describe(FunctionVersion version, InvocationRequest request, in InvocationReport report) => new()
    {
        RequestId = request.RequestId,
        Duration = report.Duration,
        RuntimeDuration = report.RuntimeDuration,
        ExtensionOverhead = report.ExtensionOverhead,
        InitDuration = report.InitDuration,
        MemorySizeMb = version.MemoryMb,
        MaxMemoryUsedMb = (int)Math.Min(version.MemoryMb, (report.PeakMemoryBytes + (1 << 20) - 1) >> 20),
        Status = report.Reply.Kind switch
        {
            RuntimeReplyKind.Response => PlatformStatus.Success,
            RuntimeReplyKind.Error when report.Reply.ErrorType?.StartsWith("Runtime.", StringComparison.Ordinal) != true => PlatformStatus.Failure,
            RuntimeReplyKind.TimedOut => PlatformStatus.Timeout,
            _ => PlatformStatus.Error,
        },
        ErrorType = report.Reply.Kind switch
        {
            RuntimeReplyKind.Response or RuntimeReplyKind.TimedOut => null,
            RuntimeReplyKind.Error => PlatformErrorType.Of(report.Reply.ErrorType),
            RuntimeReplyKind.ResponseTooLarge => "Function.ResponseSizeTooLarge",
            RuntimeReplyKind.ExtensionFailed => report.Reply.Fault!.ErrorType,
            _ => "Runtime.ExitError",
        },
        ProducedBytes = report.ProducedBytes,
        Spans = report.Spans,
        Trace = PlatformTrace.OfSampled(request.TraceHeader),
    };

    /// <summary>The two lines that a process leaves behind that has ended unasked, or could not begin; null when none has.</summary>
    public static string? FaultOf(InvocationRequest request, in RuntimeReply reply) => reply.Kind switch
    {
        RuntimeReplyKind.Exited => $"RequestId: {request.RequestId} Error: {FailureDocument.ExitSentence(reply.Exit)}\nRuntime.ExitError\n",
        RuntimeReplyKind.ExtensionFailed => $"RequestId: {request.RequestId} Error: {reply.Fault!.Message}\n{reply.Fault.ErrorType}\n",
        RuntimeReplyKind.Error when reply.StartFault is { } fault => $"RequestId: {request.RequestId} Error: {fault.Message}\n{fault.ErrorType}\n",
        _ => null,
    };
}
