namespace Amazon.Lambda.Core;

/// <summary>What a handler is told about the invocation and its function: https://docs.aws.amazon.com/lambda/latest/dg/csharp-context.html</summary>
public interface ILambdaContext
{
    string AwsRequestId { get; }

    IClientContext ClientContext { get; }

    string FunctionName { get; }

    string FunctionVersion { get; }

    ICognitoIdentity Identity { get; }

    string InvokedFunctionArn { get; }

    ILambdaLogger Logger { get; }

    string LogGroupName { get; }

    string LogStreamName { get; }

    int MemoryLimitInMB { get; }

    TimeSpan RemainingTime { get; }

    string TenantId => "";

    string TraceId => "";

    ILambdaSerializer? Serializer => null;
}
