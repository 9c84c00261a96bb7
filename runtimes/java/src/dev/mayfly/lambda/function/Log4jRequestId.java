package dev.mayfly.lambda.function;

import com.amazonaws.services.lambda.runtime.LambdaRuntimeInternal;

/** Puts the request's identifier where AWS's Log4j appender looks for it, in packages that use it. */
public final class Log4jRequestId {
    private static final String NAME = "AWSRequestId";

    private Log4jRequestId() {
    }

    public static void put(ClassLoader classes, String requestId) {
        if (!LambdaRuntimeInternal.getUseLog4jAppender()) {
            return;
        }
        boolean first = put(classes, "org.apache.log4j.MDC", Object.class, requestId);
        boolean second = put(classes, "org.apache.logging.log4j.ThreadContext", String.class, requestId);
        if (!first && !second) {
            System.err.println("Customer using log4j appender but unable to load either org.apache.log4j.MDC or org.apache.logging.log4j.ThreadContext. Customer cannot see RequestId in log4j log lines.");
        }
    }

    private static boolean put(ClassLoader classes, String type, Class<?> value, String requestId) {
        try {
            classes.loadClass(type).getMethod("put", String.class, value).invoke(null, NAME, requestId);
            return true;
        } catch (ReflectiveOperationException | LinkageError absent) {
            return false;
        }
    }
}
