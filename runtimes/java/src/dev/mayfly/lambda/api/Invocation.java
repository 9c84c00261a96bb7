package dev.mayfly.lambda.api;

import java.util.Map;

/** One event, with what its headers say. */
public final class Invocation {
    public final String requestId;
    /** Milliseconds since 1970. */
    public final long deadline;
    public final String functionArn;
    public final String traceId;
    public final String tenantId;
    /** JSON, or null. */
    public final String clientContext;
    /** JSON, or null. */
    public final String identity;
    public final byte[] event;

    Invocation(Map<String, String> headers, byte[] event) {
        requestId = headers.get("lambda-runtime-aws-request-id");
        String until = headers.get("lambda-runtime-deadline-ms");
        deadline = until == null ? 0 : Long.parseLong(until);
        functionArn = headers.get("lambda-runtime-invoked-function-arn");
        traceId = headers.get("lambda-runtime-trace-id");
        tenantId = headers.get("lambda-runtime-aws-tenant-id");
        clientContext = headers.get("lambda-runtime-client-context");
        identity = headers.get("lambda-runtime-cognito-identity");
        this.event = event;
    }
}
