package dev.mayfly.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.mayfly.lambda.api.Invocation;

/** The context of one invocation. */
final class FunctionContext implements Context {
    private final Settings settings;
    private final Invocation invocation;
    private final LambdaLogger logger;
    private final ClientContext clientContext;
    private final CognitoIdentity identity;

    /** @throws dev.mayfly.lambda.json.JsonException what the caller sent as client context is no JSON object */
    FunctionContext(Settings settings, Invocation invocation, LambdaLogger logger) {
        this.settings = settings;
        this.invocation = invocation;
        this.logger = logger;
        clientContext = CallerContext.of(invocation.clientContext);
        identity = CallerIdentity.of(invocation.identity);
    }

    @Override
    public String getAwsRequestId() {
        return invocation.requestId;
    }

    @Override
    public String getLogGroupName() {
        return settings.logGroup;
    }

    @Override
    public String getLogStreamName() {
        return settings.logStream;
    }

    @Override
    public String getFunctionName() {
        return settings.functionName;
    }

    @Override
    public String getFunctionVersion() {
        return settings.functionVersion;
    }

    @Override
    public String getInvokedFunctionArn() {
        return invocation.functionArn;
    }

    @Override
    public CognitoIdentity getIdentity() {
        return identity;
    }

    @Override
    public ClientContext getClientContext() {
        return clientContext;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, invocation.deadline - System.currentTimeMillis()));
    }

    @Override
    public int getMemoryLimitInMB() {
        return settings.memoryLimit;
    }

    @Override
    public LambdaLogger getLogger() {
        return logger;
    }

    @Override
    public String getTenantId() {
        return invocation.tenantId;
    }

    @Override
    public String getXrayTraceId() {
        return invocation.traceId;
    }
}
