package com.amazonaws.services.lambda.runtime;

/** What a handler can learn of its invocation, function and environment: https://docs.aws.amazon.com/lambda/latest/dg/java-context.html */
public interface Context {
    String getAwsRequestId();

    String getLogGroupName();

    String getLogStreamName();

    String getFunctionName();

    String getFunctionVersion();

    String getInvokedFunctionArn();

    /** Null unless the caller sent one. */
    CognitoIdentity getIdentity();

    /** Null unless the caller sent one. */
    ClientContext getClientContext();

    int getRemainingTimeInMillis();

    int getMemoryLimitInMB();

    LambdaLogger getLogger();

    default String getTenantId() {
        return null;
    }

    default String getXrayTraceId() {
        return null;
    }
}
