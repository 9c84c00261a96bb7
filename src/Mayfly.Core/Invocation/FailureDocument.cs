using System.Globalization;
using System.Text;
using Mayfly.Core.RuntimeApi;
using Mayfly.Core.Runtimes;
using Mayfly.Sandbox;

namespace Mayfly.Core.Invocation;

/// <summary>The error that the caller gets when the runtime could not give one itself, as AWS words it.</summary>
internal static class FailureDocument
{
    public static Payload For(InvocationRequest request, TimeSpan timeout, in RuntimeReply reply) => reply.Kind switch
    {
        RuntimeReplyKind.TimedOut => Compose("Sandbox.Timedout", $"RequestId: {request.RequestId} Error: {TimeoutSentence(timeout)}"),
        RuntimeReplyKind.ResponseTooLarge => Payload.Copy(
            Encoding.UTF8.GetBytes($$"""{"errorMessage":"Response payload size exceeded maximum allowed payload size ({{LimitOf(request)}} bytes).","errorType":"Function.ResponseSizeTooLarge"}""")),
        RuntimeReplyKind.ExtensionFailed => Compose(reply.Fault!.ErrorType, $"RequestId: {request.RequestId} Error: {reply.Fault.Message}"),
        _ => Compose("Runtime.ExitError", $"RequestId: {request.RequestId} Error: {ExitSentence(reply.Exit)}"),
    };

    /// <summary>A program of the customer's that is missing or cannot be run.</summary>
    public static RuntimeReply InvalidEntrypoint(InvocationRequest request, StartFault fault) => new(
        RuntimeReplyKind.Error, Compose(fault.ErrorType, $"RequestId: {request.RequestId} Error: {fault.Message}"), fault.ErrorType, StartFault: fault);

    /// <summary>"Task timed out after 3.00 seconds".</summary>
    public static string TimeoutSentence(TimeSpan timeout) => string.Create(CultureInfo.InvariantCulture, $"Task timed out after {timeout.TotalSeconds:F2} seconds");

    /// <summary>How a runtime's process ended, in AWS's words.</summary>
    public static string ExitSentence(SandboxExit exit) => exit switch
    {
        { OutOfMemory: true } or { Signal: 9 } => "Runtime exited with error: signal: killed",
        { Signal: int signal } => $"Runtime exited with error: signal: {SignalName(signal)}",
        { ExitCode: 0 or null } => "Runtime exited without providing a reason",
        { ExitCode: int code } => string.Create(CultureInfo.InvariantCulture, $"Runtime exited with error: exit status {code}"),
    };

    /// <summary>How an extension's process ended, in AWS's words.</summary>
    public static string ExtensionExit(SandboxExit exit) => exit switch
    {
        { Signal: int signal } => $"signal: {SignalName(signal)}",
        { ExitCode: 0 or null } => "exit code 0",
        { ExitCode: int code } => string.Create(CultureInfo.InvariantCulture, $"exit status {code}"),
    };

    private static long LimitOf(InvocationRequest request) => request.Stream is { HasBegun: true } stream ? stream.MaximumBytes : RuntimeApiRequest.MaximumResponseBytes;

    private static Payload Compose(string type, string message)
        => Payload.Copy(Encoding.UTF8.GetBytes($$"""{"errorType":"{{type}}","errorMessage":{{JsonText.Quote(message)}}}"""));

    /// <summary>As Go's runtime, in which AWS's supervisor is written, calls the signals.</summary>
    private static string SignalName(int signal) => signal switch
    {
        1 => "hangup",
        2 => "interrupt",
        3 => "quit",
        4 => "illegal instruction",
        5 => "trace/breakpoint trap",
        6 => "aborted",
        7 => "bus error",
        8 => "floating point exception",
        9 => "killed",
        11 => "segmentation fault",
        13 => "broken pipe",
        15 => "terminated",
        _ => string.Create(CultureInfo.InvariantCulture, $"signal {signal}"),
    };
}
