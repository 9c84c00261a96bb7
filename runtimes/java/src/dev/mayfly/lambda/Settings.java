package dev.mayfly.lambda;

import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;

/** What the environment says about the function, read once. */
final class Settings {
    final String handler = or("_HANDLER", "");
    final String taskRoot = or("LAMBDA_TASK_ROOT", System.getProperty("user.dir"));
    final String functionName = System.getenv("AWS_LAMBDA_FUNCTION_NAME");
    final String functionVersion = System.getenv("AWS_LAMBDA_FUNCTION_VERSION");
    final int memoryLimit = Integer.parseInt(or("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128"));
    final String logGroup = System.getenv("AWS_LAMBDA_LOG_GROUP_NAME");
    final String logStream = System.getenv("AWS_LAMBDA_LOG_STREAM_NAME");
    final LogFormat logFormat = "JSON".equalsIgnoreCase(System.getenv("AWS_LAMBDA_LOG_FORMAT")) ? LogFormat.JSON : LogFormat.TEXT;
    final LogLevel logLevel = LogLevel.fromString(or("AWS_LAMBDA_LOG_LEVEL", "UNDEFINED"));
    final String negativeCacheSeconds = or("AWS_LAMBDA_JAVA_NETWORKADDRESS_CACHE_NEGATIVE_TTL", NameCache.DEFAULT);

    private static String or(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null ? otherwise : value;
    }
}
