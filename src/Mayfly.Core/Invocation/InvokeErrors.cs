using Mayfly.Contracts;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Invocation;

/// <summary>The one place that turns an invocation's refusals into AWS's errors.</summary>
internal static class InvokeErrors
{
    /// <summary>AWS's limit for a synchronous event, bytes: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html</summary>
    public const int MaximumEventBytes = 6_291_456;

    public static AwsError EventTooLarge { get; } = TooLarge("InvokeFunction");

    public static AwsError StreamedEventTooLarge { get; } = TooLarge("InvokeWithResponseStream");

    public static AwsError Of(InvocationOutcome outcome, in FunctionKey function, string? qualifier) => outcome.Status switch
    {
        InvocationStatus.FunctionNotFound => NotFound($"Function not found: {function.Arn}:{qualifier ?? "$LATEST"}"),
        InvocationStatus.FunctionPending => Conflict("Pending"),
        InvocationStatus.FunctionInFailedState => Conflict("Failed"),
        InvocationStatus.RecursiveLoop => Contracts.Lambda.LambdaErrors.RecursiveInvocationException(
            "Lambda has detected that the function is invoked in a recursive loop and has stopped this invocation. To allow the loop, set the function's RecursiveLoop to Allow."),
        InvocationStatus.AccountThrottled => Throttled("ConcurrentInvocationLimitExceeded"),
        InvocationStatus.FunctionThrottled => Throttled("ReservedFunctionConcurrentInvocationLimitExceeded"),
        InvocationStatus.ScalingThrottled => Throttled("FunctionInvocationRateLimitExceeded"),
        InvocationStatus.MachineFull => Throttled("ConcurrentInvocationLimitExceeded"),
        _ => new AwsError("ServiceException", 500, outcome.Reason ?? "The service could not run the function.") { Type = "Service", MessageMember = "Message" },
    };

    public static AwsError InvalidContent(string fault) => new("InvalidRequestContentException", 400, fault);

    public static AwsError InvalidParameter(string fault) => new("InvalidParameterValueException", 400, fault);

    private static AwsError TooLarge(string operation)
        => new("RequestEntityTooLargeException", 413, $"Request must be smaller than {MaximumEventBytes} bytes for the {operation} operation") { Type = null };

    private static AwsError NotFound(string message) => new("ResourceNotFoundException", 404, message) { MessageMember = "Message" };

    private static AwsError Conflict(string state) => new(
        "ResourceConflictException", 409, $"The operation cannot be performed at this time. The function is currently in the following state: {state}");

    private static AwsError Throttled(string reason) => new("TooManyRequestsException", 429, "Rate Exceeded.")
    {
        Members = new Dictionary<string, string> { ["Reason"] = reason },
        RetryAfterSeconds = 1,
    };
}
