using Mayfly.Dotnet;
using Mayfly.Dotnet.RuntimeApi;

namespace Mayfly.PowerShell;

/// <summary>$LambdaContext: https://docs.aws.amazon.com/lambda/latest/dg/powershell-context.html. Public, since scripts see its members.</summary>
public sealed class LambdaContext
{
    private readonly DateTimeOffset _deadline;

    internal LambdaContext(FunctionSettings settings, InvocationHeaders headers)
    {
        AwsRequestId = headers.RequestId;
        ClientContext = headers.ClientContext;
        FunctionName = settings.FunctionName;
        FunctionVersion = settings.FunctionVersion;
        Identity = headers.CognitoIdentity;
        InvokedFunctionArn = headers.FunctionArn;
        LogGroupName = settings.LogGroupName;
        LogStreamName = settings.LogStreamName;
        MemoryLimitInMB = settings.MemoryLimitInMB;
        TenantId = headers.TenantId;
        TraceId = headers.TraceId;
        _deadline = DateTimeOffset.FromUnixTimeMilliseconds(headers.Deadline);
    }

    public string? AwsRequestId { get; }

    /// <summary>JSON; null when the caller sent none.</summary>
    public string? ClientContext { get; }

    public string? FunctionName { get; }

    public string? FunctionVersion { get; }

    /// <summary>JSON; null without Cognito.</summary>
    public string? Identity { get; }

    public string? InvokedFunctionArn { get; }

    public string? LogGroupName { get; }

    public string? LogStreamName { get; }

    public int MemoryLimitInMB { get; }

    public string? TenantId { get; }

    public string? TraceId { get; }

    /// <summary>Until the function's timeout.</summary>
    public TimeSpan RemainingTime => _deadline - DateTimeOffset.UtcNow;

    /// <summary>The same in milliseconds.</summary>
    public double GetRemainingTimeInMillis() => Math.Round(RemainingTime.TotalMilliseconds);
}
